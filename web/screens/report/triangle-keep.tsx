import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BoardColumn } from '../../../server/modules/retention/contract.ts'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { Layer, LayerNumber } from './triangle-layer.tsx'
import { WarningsLink } from './warnings-link.tsx'

const underWay: readonly BoardColumn[] = ['opened', 'talking', 'waiting', 'said_stayed']

/** Who is leaving, whether somebody turned to them, what is under way, who has to be won back, and who stayed. */
export const KeepLayer = ({ institutionId }: { institutionId: number }) => {
  const { say, word, language } = useWords()
  const warned = useQuery(queries.warning.summary.queryOptions({ input: { institutionId } })).data
  const board = useQuery(queries.retention.board.queryOptions({ input: { institutionId, cards: 'none' } })).data
  const cases = (columns: readonly BoardColumn[]) =>
    board && (
      <Link to="/leave-cases" search={{ institution: String(institutionId), column: columns.join(',') }} className="number-link">
        {count(columns.reduce((all, column) => all + (board.counts[column] ?? 0), 0))}
      </Link>
    )
  return (
    <Layer place={3} name={say('report.triangle.keep')}>
      <LayerNumber
        label={say('report.triangle.warned')}
        note={
          warned && (
            <>
              {say('warning.expectedLoss')} <Amount fen={warned.expectedLossFen} language={language} />
            </>
          )
        }
      >
        {warned && <WarningsLink institutionId={institutionId}>{count(warned.counts.customers)}</WarningsLink>}
      </LayerNumber>
      <LayerNumber
        label={word('warning_state', 'overdue')}
        note={
          warned &&
          say('report.triangle.overdueNote', {
            hours: warned.contactWithinHours,
            count: count(warned.counts.contacted + warned.counts.cases),
          })
        }
        warns={(warned?.counts.overdue ?? 0) > 0}
      >
        {warned && (
          <WarningsLink institutionId={institutionId} state="overdue">
            {count(warned.counts.overdue)}
          </WarningsLink>
        )}
      </LayerNumber>
      <LayerNumber
        label={say('report.triangle.underWay')}
        note={board && say('report.triangle.waitingNote', { count: count(board.counts.waiting ?? 0) })}
      >
        {cases(underWay)}
      </LayerNumber>
      <LayerNumber label={word('leave_column', 'win_back')} note={say('report.triangle.winBackNote')}>
        {cases(['win_back'])}
      </LayerNumber>
      <LayerNumber label={word('leave_column', 'decided')} note={board && say('report.triangle.keptNote', { count: count(board.kept) })}>
        {cases(['decided'])}
      </LayerNumber>
    </Layer>
  )
}
