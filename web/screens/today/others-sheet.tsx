import { useQuery } from '@tanstack/react-query'
import type { Alternative, TodayItem, Wish } from '../../../server/modules/today/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Empty } from '../../ui/states.tsx'
import { roundMoney, whyWords } from './today-words.ts'

interface OthersProps {
  /** who is left out for the one taken in; without it somebody is added */
  item: TodayItem | undefined
  managerId: number
  readOnly: boolean
  pending: boolean
  failure: string | undefined
  onWish: (wish: Wish) => void
  onClose: () => void
}

const Row = ({ row, takeText, disabled, onTake }: { row: Alternative; takeText?: string; disabled: boolean; onTake: () => void }) => {
  const { say, word, language } = useWords()
  return (
    <li className="today-other" data-customer={row.customerId}>
      <div className="today-head">
        <strong>{row.name ?? row.customerNo}</strong>
        <Tag>{word('tier', row.tier)}</Tag>
        <span className="today-value">{roundMoney(row.valueFen, language)}</span>
      </div>
      <p className="muted small">{row.reasons.map((code) => say(`today.reasonName.${code}`)).join(' · ')}</p>
      <p className="today-why">{whyWords(say, language, row.why)}</p>
      {takeText === undefined ? null : row.possible ? (
        <button type="button" disabled={disabled} onClick={onTake}>
          {takeText}
        </button>
      ) : null}
    </li>
  )
}

/** Everybody with a reason who is not on the list, and why not; one of them can be taken in. */
export const OthersSheet = ({ item, managerId, readOnly, pending, failure, onWish, onClose }: OthersProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.today.alternatives.queryOptions({ input: { managerId } }))
  const name = item?.name ?? item?.customerNo ?? ''
  const take = ({ customerId }: Alternative) =>
    onWish(item ? { kind: 'swap', customerId: item.customerId, inFavourOf: customerId } : { kind: 'pin', customerId })
  return (
    <Sheet title={item ? say('today.swapTitle', { name }) : say('today.othersTitle')} closeText={say('today.close')} onClose={onClose}>
      {item ? <p className="muted small">{say('today.swapAbout', { name })}</p> : null}
      {failure ? (
        <p className="warning-text small" role="alert">
          {failure}
        </p>
      ) : null}
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty compact title={say('today.othersNone')} about={say('today.othersNoneAbout')} />
          ) : (
            <ul className="today-others">
              {rows.map((row) => (
                <Row
                  key={row.customerId}
                  row={row}
                  {...(readOnly ? {} : { takeText: say(item ? 'today.take' : 'today.takePin') })}
                  disabled={pending}
                  onTake={() => take(row)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Sheet>
  )
}
