import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { verdicts, type Verdict, type WatchedGift } from '../../../server/modules/points/oversight/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { TextField } from '../privacy/source-field.tsx'
import '../../ui/lines.css'

const ReviewSheet = ({ gift, onClose }: { gift: WatchedGift; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [verdict, setVerdict] = useState<Verdict>('explained')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const review = useMutation({
    mutationFn: () => api.oversight.review({ handOutId: gift.handOutId, verdict, note: note.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.oversight.key() })
      onClose()
    },
  })
  const lacking = note.trim().length < 4
  return (
    <FormSheet
      title={say('programme.review')}
      closeText={say('shell.cancel')}
      doneText={say('programme.save')}
      pending={review.isPending}
      problem={review.error ? describe(review.error).text : missing && lacking ? say('programme.missing') : undefined}
      onClose={onClose}
      onSubmit={() => {
        setMissing(lacking)
        if (!lacking) review.mutate()
      }}
    >
      <div className="chips" role="group" aria-label={say('programme.verdictLabel')}>
        {verdicts.map((one) => (
          <button key={one} type="button" aria-pressed={verdict === one} onClick={() => setVerdict(one)}>
            {say(`programme.verdict.${one}`)}
          </button>
        ))}
      </div>
      <TextField label={say('programme.note')} value={note} longest={500} onChange={setNote} />
    </FormSheet>
  )
}

const Line = ({ gift, onReview }: { gift: WatchedGift; onReview: (() => void) | undefined }) => {
  const { say } = useWords()
  const money = (fen: string | null) => (fen === null ? say('programme.notYet') : exactMoney(BigInt(fen)))
  const all = BigInt(gift.beforeFen ?? '0') + BigInt(gift.afterFen ?? '0')
  return (
    <li data-watched={gift.receiptNo}>
      <span className="line-who">
        <Link to="/customers/$customerId" params={{ customerId: gift.customerId }}>
          {gift.customerNo}
        </Link>
        <span>{say('programme.reason', { gift: gift.giftName, yuan: exactMoney(all) })}</span>
        {gift.review ? (
          <Tag {...(gift.review.verdict === 'suspicious' ? { tone: 'warning' as const } : {})}>
            {say(`programme.verdict.${gift.review.verdict}`)}
          </Tag>
        ) : null}
      </span>
      <span className="line-about">
        {[
          gift.businessDate,
          gift.institutionName,
          gift.programme,
          gift.issuedBy,
          `${say('programme.before')} ${money(gift.beforeFen)}`,
          `${say('programme.after')} ${money(gift.afterFen)}`,
          gift.review ? `${gift.review.by}：${gift.review.note}` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {onReview ? (
        <span className="line-acts">
          <button type="button" className="line-button" onClick={onReview}>
            {say('programme.review')}
          </button>
        </span>
      ) : null}
    </li>
  )
}

/** M96, A5: gifts beside the same customer's inflow of a week before and after, and how hand-outs crowd at month ends. */
export const WatchView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const [chosen, setChosen] = useState<WatchedGift>()
  const query = useQuery(queries.oversight.watched.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ gifts, clusters, fromFen, handOuts }) => (
        <>
          <Panel title={say('programme.watch')} about={say('programme.watchAbout', { count: handOuts, yuan: exactMoney(BigInt(fromFen)) })}>
            {gifts.length === 0 ? <Empty compact title={say('programme.noWatch')} about={say('programme.noWatchAbout')} /> : null}
            <ul className="lines">
              {gifts.map((gift) => (
                <Line
                  key={gift.handOutId}
                  gift={gift}
                  onReview={role === 'compliance_officer' && gift.review === null ? () => setChosen(gift) : undefined}
                />
              ))}
            </ul>
          </Panel>
          {clusters.length === 0 ? null : (
            <Panel title={say('programme.clusters')} about={say('programme.clustersAbout')}>
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{say('programme.kind.outlet')}</th>
                    <th scope="col">{say('programme.month')}</th>
                    <th scope="col">{say('programme.handOuts')}</th>
                    <th scope="col">{say('programme.atMonthEnd')}</th>
                  </tr>
                </thead>
                <tbody>
                  {clusters.map((one) => (
                    <tr key={`${one.institutionName} ${one.month}`}>
                      <td>{one.institutionName}</td>
                      <td>{one.month}</td>
                      <td>{one.handOuts}</td>
                      <td>
                        <span className={one.atMonthEnd * 2 > one.handOuts ? 'warning-text' : ''}>{one.atMonthEnd}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          )}
          {chosen ? <ReviewSheet gift={chosen} onClose={() => setChosen(undefined)} /> : null}
        </>
      )}
    </QueryView>
  )
}
