import type { Filter } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import type { FlowPaths } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RateNumber } from '../report/rate-number.tsx'
import { GroupLink } from './group-link.tsx'
import { GroupTable } from './group-table.tsx'

const above0 = (figure: FigureKey): Filter[] => [{ figure, op: 'above', values: ['0'] }]
const leaking: Filter[] = [{ figure: 'bucket', op: 'in', values: ['counted'] }, ...above0('leakage_outflow')]

type Row = FlowPaths['rows'][number]

/** M06: what flows, what only passes through and what leaks, by outlet and manager. */
export const LeakageTable = ({ found, institutionId }: { found: FlowPaths; institutionId: number }) => {
  const { say, language } = useWords()
  const why = say('report.why.flow')
  const money = (row: Row, fen: string | null, figure: FigureKey) => (
    <GroupLink group={row} institutionId={institutionId} filters={above0(figure)} by={figure}>
      <Amount fen={fen} language={language} why={why} />
    </GroupLink>
  )
  return (
    <Panel title={say('watch.paths.leakage')} about={say('report.leakageAbout')}>
      <GroupTable
        rows={found.rows}
        columns={[
          { key: 'in', title: say('watch.paths.inflow'), render: (row) => money(row, row.inflowFen, 'inflow_30d') },
          { key: 'out', title: say('watch.paths.outflow'), render: (row) => money(row, row.outflowFen, 'outflow_30d') },
          { key: 'through', title: say('watch.paths.through'), render: (row) => money(row, row.passThroughFen, 'pass_through_30d') },
          {
            key: 'leakage',
            title: say('report.leakage'),
            render: (row) => (
              <GroupLink group={row} institutionId={institutionId} filters={leaking} by="leakage_outflow">
                <RateNumber rate={row.leakage} />
              </GroupLink>
            ),
          },
        ]}
      />
    </Panel>
  )
}
