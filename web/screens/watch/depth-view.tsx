import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Unknown } from '../../ui/amount.tsx'
import { count, percent, ratio } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { DepthAttrition } from './depth-attrition.tsx'
import { GroupLink } from './group-link.tsx'
import { GroupTable } from './group-table.tsx'
import { placeOf } from './watch-query.ts'

const counted: Filter = { figure: 'bucket', op: 'in', values: ['counted'] }
const holders: Filter[] = [counted, { figure: 'category_count', op: 'above', values: ['0'] }]
const old: Filter[] = [counted, { figure: 'old_customer', op: 'in', values: ['true'] }]
const inconvenient: Filter[] = [counted, { figure: 'inconvenient_to_leave', op: 'in', values: ['true'] }]
const single: Filter[] = [counted, { figure: 'category_count', op: 'in', values: ['1'] }]

/** M04, M05: how much customers hold, how hard leaving is for them, and who of them leaves. */
export const DepthView = ({ institutionId, fallbackId }: { institutionId: number | undefined; fallbackId: number }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.watch.depth.queryOptions({ input: placeOf(institutionId) }))
  const place = institutionId ?? fallbackId
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(depth) => (
        <>
          <DepthAttrition depth={depth} />
          <Panel title={say('watch.depth.title')} about={say('watch.depth.about')}>
            <GroupTable
              rows={depth.rows}
              columns={[
                {
                  key: 'ratio',
                  title: say('watch.depth.crossSell'),
                  render: (row) => (
                    <span className={row.crossSellBp !== null && row.crossSellBp < depth.typicalBp ? 'warning-text' : ''}>
                      <GroupLink group={row} institutionId={place} filters={holders} by="category_count">
                        {row.crossSellBp === null ? <Unknown why={say('report.why.rate')} /> : ratio(row.crossSellBp)}
                      </GroupLink>
                    </span>
                  ),
                },
                { key: 'customers', title: say('watch.depth.holders'), render: (row) => count(row.holders) },
                {
                  key: 'one',
                  title: say('watch.depth.one'),
                  render: (row) => (
                    <GroupLink group={row} institutionId={place} filters={single}>
                      {count(row.holding[0] ?? 0)}
                    </GroupLink>
                  ),
                },
                {
                  key: 'old',
                  title: say('watch.depth.old'),
                  render: (row) => (
                    <GroupLink group={row} institutionId={place} filters={old}>
                      {count(row.oldCustomers)}
                      {row.holders > 0 ? (
                        <small className="cell-note">{percent(Math.round((row.oldCustomers * 10_000) / row.holders))}</small>
                      ) : null}
                    </GroupLink>
                  ),
                },
                {
                  key: 'stay',
                  title: say('watch.depth.inconvenient'),
                  render: (row) => (
                    <GroupLink group={row} institutionId={place} filters={inconvenient}>
                      {count(row.inconvenientCustomers)}
                    </GroupLink>
                  ),
                },
                {
                  key: 'stickiness',
                  title: say('watch.depth.stickiness'),
                  render: (row) => (row.stickiness === null ? <Unknown why={say('report.why.rate')} /> : (row.stickiness / 100).toFixed(1)),
                },
              ]}
            />
          </Panel>
        </>
      )}
    </QueryView>
  )
}
