import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { count, ratio } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

/** The outlets below, the same figures side by side; each opens its own screen. */
export const OutletsPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  if (report.outlets.length === 0) return null
  return (
    <Panel className="outlets-panel" title={say('report.outlets')}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('report.outlet')}</th>
              <th scope="col">{say('report.customers')}</th>
              <th scope="col">{say('report.aum')}</th>
              <th scope="col">{say('report.net30')}</th>
              <th scope="col">{say('report.leakage')}</th>
              <th scope="col">{say('report.crossSell')}</th>
              <th scope="col">{say('report.contactability')}</th>
              <th scope="col">{say('report.maturing', { days: report.maturing.days })}</th>
            </tr>
          </thead>
          <tbody>
            {report.outlets.map((outlet) => (
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
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
