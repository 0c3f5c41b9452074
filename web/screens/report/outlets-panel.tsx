import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { leadsTeam, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { count, ratio } from '../../ui/format/rate.ts'
import { Icon } from '../../ui/icons.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'
import { sortOutlets, type SortKey } from './sort-outlets.ts'
import { WarningsLink } from './warnings-link.tsx'

const moreIsWorse: readonly SortKey[] = ['leakage', 'maturing', 'warned', 'overdue']

/** What is told of the warned customers of each outlet below; undefined for who does not keep them, and until it is known. */
function useWarned({ institution, outlets }: PanelProps['report']) {
  const me = useMe()
  const input = { institutionId: institution.id }
  const { data } = useQuery(queries.warning.summary.queryOptions({ input, enabled: leadsTeam(me) && outlets.length > 0 }))
  return (
    data &&
    ((institutionId: number) => {
      const found = data.outlets.find((one) => one.institutionId === institutionId)
      return { warned: found?.customers ?? 0, overdue: found?.overdue ?? 0 }
    })
  )
}

/** The outlets below, the same figures side by side; each opens its own screen. */
export const OutletsPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  const [order, setOrder] = useState<{ key: SortKey | undefined; down: boolean }>({ key: undefined, down: false })
  const warned = useWarned(report)
  if (report.outlets.length === 0) return null
  const heads: { key: SortKey; name: string }[] = [
    { key: 'customers', name: say('report.customers') },
    { key: 'aum', name: say('report.aum') },
    { key: 'net30', name: say('report.net30') },
    { key: 'leakage', name: say('report.leakage') },
    { key: 'crossSell', name: say('report.crossSell') },
    { key: 'contactability', name: say('report.contactability') },
    { key: 'maturing', name: say('report.maturing', { days: report.maturing.days }) },
    ...(warned
      ? [
          { key: 'warned' as const, name: say('report.triangle.warned') },
          { key: 'overdue' as const, name: word('warning_state', 'overdue') },
        ]
      : []),
  ]
  /** first press: the one that lags most on top; the second turns it round */
  const press = (key: SortKey) => setOrder(order.key === key ? { key, down: !order.down } : { key, down: moreIsWorse.includes(key) })
  const ordered = sortOutlets(
    report.outlets.map((outlet) => ({ ...outlet, ...(warned?.(outlet.institutionId) ?? { warned: null, overdue: null }) })),
    order,
  )
  return (
    <Panel className="outlets-panel" title={say('report.outlets')}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('report.outlet')}</th>
              {heads.map(({ key, name }) => (
                <th key={key} scope="col" aria-sort={order.key === key ? (order.down ? 'descending' : 'ascending') : undefined}>
                  <button type="button" className="sort-head" onClick={() => press(key)} title={say('report.sortBy', { name })}>
                    {name}
                    {order.key === key ? <Icon name={order.down ? 'down' : 'up'} size={12} /> : null}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.map((outlet) => (
              <tr key={outlet.institutionId}>
                <td>
                  <Link
                    to="/outlet/$institutionId"
                    params={{ institutionId: String(outlet.institutionId) }}
                    className="outlet-link"
                    aria-label={say('report.open', { name: outlet.name })}
                  >
                    {outlet.name}
                  </Link>{' '}
                  {outlet.clusterRole ? <Tag>{word('cluster_role', outlet.clusterRole)}</Tag> : null}
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.customers.filters}>
                    {count(outlet.customers)}
                  </ListLink>
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.aum.filters} by="aum">
                    <Amount fen={outlet.aumFen} language={language} />
                  </ListLink>
                </td>
                <td className={outlet.net30dFen?.startsWith('-') ? 'warning-text' : ''}>
                  <ListLink
                    institutionId={outlet.institutionId}
                    filters={report.flows.find((flow) => flow.days === 30)?.outflowFilters ?? []}
                    by="outflow_30d"
                  >
                    <Amount fen={outlet.net30dFen} language={language} why={say('report.why.flow')} signed />
                  </ListLink>
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.leakage.filters} by="leakage_outflow">
                    <RateNumber rate={outlet.leakage} />
                  </ListLink>
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.crossSell.filters} by="category_count">
                    {outlet.crossSell.bp === null ? <Unknown why={say('report.why.rate')} /> : ratio(outlet.crossSell.bp)}
                  </ListLink>
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.contactability.repairFilters}>
                    <RateNumber rate={outlet.contactability} />
                  </ListLink>
                </td>
                <td>
                  <ListLink institutionId={outlet.institutionId} filters={report.maturing.filters} by="maturing_30d">
                    <Amount fen={outlet.maturing30dFen} language={language} />
                  </ListLink>
                </td>
                {outlet.warned === null ? null : (
                  <td>
                    <WarningsLink institutionId={outlet.institutionId}>{count(outlet.warned)}</WarningsLink>
                  </td>
                )}
                {outlet.overdue === null ? null : (
                  <td className={outlet.overdue > 0 ? 'warning-text' : ''}>
                    <WarningsLink institutionId={outlet.institutionId} state="overdue">
                      {count(outlet.overdue)}
                    </WarningsLink>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
