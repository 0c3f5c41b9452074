import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { checkStates, type HandedRow } from '../../../server/modules/handover/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { LogButton } from '../contact/log-button.tsx'
import { CheckMeter } from './check-meter.tsx'
import { IntroductionSheet, type IntroductionSubject } from './introduction-sheet.tsx'

const troubles = ['overdue', 'lost']

const Row = ({ row, mine, onIntroduce }: { row: HandedRow; mine: boolean; onIntroduce: () => void }) => {
  const { say, word, language } = useWords()
  const name = row.name ?? row.customerNo
  return (
    <li data-customer={row.customerId}>
      <span className="line-who">
        <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
          {name}
        </Link>
        {row.class ? <Tag tone="accent">{word('contact_class', row.class)}</Tag> : null}
        <Tag {...(troubles.includes(row.state) ? { tone: 'warning' as const } : {})}>
          {row.contactedOn && row.state === 'contacted'
            ? say('handover.contactedOn', { date: row.contactedOn })
            : word('handover_check', row.state)}
        </Tag>
        {row.openCase ? <Tag tone="warning">{say('handover.openCase')}</Tag> : null}
      </span>
      <span className="line-about">
        {say('handover.money')} <Amount fen={row.aumBeforeFen} language={language} /> → <Amount fen={row.aumNowFen} language={language} />
        {row.promises.map(({ what, dueOn }) => ` · ${say('handover.promise', { what, date: dueOn })}`).join('')}
      </span>
      {mine ? (
        <span className="line-acts">
          <button type="button" className="line-button" onClick={onIntroduce}>
            {say('handover.introduce')}
          </button>
          {row.state === 'contacted' ? null : <LogButton quiet subject={{ customerId: row.customerId, name, purpose: 'service' }} />}
        </span>
      ) : null}
    </li>
  )
}

const Cancel = ({ id }: { id: number }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api.handover.cancel({ id }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.handover.key() }),
  })
  return (
    <>
      <button type="button" className="line-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {say('handover.cancel')}
      </button>
      {cancel.error ? <span className="warning-text small">{describe(cancel.error).text}</span> : null}
    </>
  )
}

const Still = ({ open, settled }: { open: number; settled: number }) => {
  const { say } = useWords()
  return <>{say('handover.still', { open, settled })}</>
}

/** One hand-over: what was open and still is, and each customer with what became of it. */
export const HandoverDetail = ({ id }: { id: number }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const me = useMe()
  const query = useQuery(queries.handover.get.queryOptions({ input: { id }, refetchOnMount: 'always' }))
  const [wanted, setWanted] = useState<string>('all')
  const [introducing, setIntroducing] = useState<IntroductionSubject>()
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ head, customers, promises, cases, mayCancel }) => {
        const states = checkStates.filter((state) => customers.some((row) => row.state === state))
        const shown = customers.filter((row) => wanted === 'all' || row.state === wanted)
        const mine = me.role === 'relationship_manager' && head.state !== 'planned' && head.state !== 'cancelled'
        return (
          <>
            <Panel
              title={say('handover.fromTo', { from: head.fromName ?? say('handover.nobody'), to: head.toName })}
              about={head.institutionName}
              extra={mayCancel ? <Cancel id={id} /> : <Tag>{word('handover_state', head.state)}</Tag>}
            >
              <Facts
                facts={[
                  { key: 'why', label: say('handover.why'), value: word('handover_reason', head.reason), note: head.note ?? undefined },
                  {
                    key: 'when',
                    label: say('handover.when'),
                    value: head.takesEffectOn,
                    note: say('handover.by', { name: head.madeByName }),
                  },
                  { key: 'check', label: say('handover.check'), value: <CheckMeter head={head} /> },
                  { key: 'promises', label: say('handover.promises', { count: promises.handed }), value: <Still {...promises} /> },
                  { key: 'cases', label: say('handover.cases', { count: cases.handed }), value: <Still {...cases} /> },
                ]}
              />
            </Panel>
            <Panel title={say('handover.customerList')} about={say('handover.customers', { count: head.customers })}>
              {states.length > 1 ? (
                <div className="lines-tools">
                  <Segments
                    label={say('handover.state')}
                    value={wanted}
                    options={[
                      { value: 'all', text: say('handover.all') },
                      ...states.map((state) => ({ value: state, text: word('handover_check', state) })),
                    ]}
                    onChange={setWanted}
                  />
                </div>
              ) : null}
              {customers.length === 0 ? <p className="muted">{say('handover.notYours')}</p> : null}
              <ul className="lines">
                {shown.map((row) => (
                  <Row
                    key={row.customerId}
                    row={row}
                    mine={mine}
                    onIntroduce={() => setIntroducing({ customerId: row.customerId, name: row.name ?? row.customerNo })}
                  />
                ))}
              </ul>
            </Panel>
            {introducing ? <IntroductionSheet subject={introducing} onClose={() => setIntroducing(undefined)} /> : null}
          </>
        )
      }}
    </QueryView>
  )
}
