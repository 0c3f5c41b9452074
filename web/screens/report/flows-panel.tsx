import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { isFigureKey } from '../customer/filter-text.ts'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

const flowFigure = (side: 'inflow' | 'outflow', days: number): FigureKey => {
  const figure = `${side}_${days}d`
  return isFigureKey(figure) ? figure : 'aum'
}

/** M06: money in and out, what leaks, what only passes through. */
export const FlowsPanel = ({ report }: PanelProps) => {
  const { say, language } = useWords()
  const { id } = report.institution
  const why = say('report.why.flow')
  const { leakage, ownNameOutflow, passThrough } = report
  return (
    <Panel title={say('report.flows')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('report.month')}</span>
            </th>
            <th scope="col">{say('report.inflow')}</th>
            <th scope="col">{say('report.outflow')}</th>
            <th scope="col">{say('report.net')}</th>
          </tr>
        </thead>
        <tbody>
          {report.flows.map((flow) => (
            <tr key={flow.days}>
              <td>{say('report.days', { days: flow.days })}</td>
              <td>
                <ListLink institutionId={id} filters={flow.inflowFilters} by={flowFigure('inflow', flow.days)}>
                  <Amount fen={flow.inflowFen} language={language} why={why} />
                </ListLink>
              </td>
              <td>
                <ListLink institutionId={id} filters={flow.outflowFilters} by={flowFigure('outflow', flow.days)}>
                  <Amount fen={flow.outflowFen} language={language} why={why} />
                </ListLink>
              </td>
              <td>
                <ListLink
                  institutionId={id}
                  filters={flow.outflowFilters}
                  by={flowFigure('outflow', flow.days)}
                  className={flow.netFen?.startsWith('-') ? 'number-link warning-text' : 'number-link'}
                >
                  <Amount fen={flow.netFen} language={language} why={why} signed />
                </ListLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts
        facts={[
          {
            key: 'leakage',
            label: <span title={say('report.leakageAbout')}>{say('report.leakage')}</span>,
            note:
              leakage.rate.bp === null ? undefined : (
                <>
                  {say('report.outflow')} <Amount fen={leakage.rate.part} language={language} /> / {say('report.inflow')}{' '}
                  <Amount fen={leakage.rate.whole} language={language} />
                </>
              ),
            value: (
              <ListLink institutionId={id} filters={leakage.filters} by="leakage_outflow">
                <RateNumber rate={leakage.rate} />
              </ListLink>
            ),
          },
          {
            key: 'own',
            label: say('report.ownName'),
            value: (
              <ListLink institutionId={id} filters={ownNameOutflow.filters} by="own_name_outflow_90d">
                <Amount fen={ownNameOutflow.fen} language={language} why={why} />
              </ListLink>
            ),
          },
          {
            key: 'pass',
            label: say('report.passThrough'),
            value: (
              <ListLink institutionId={id} filters={passThrough.filters} by="pass_through_30d">
                <Amount fen={passThrough.fen} language={language} why={why} />
              </ListLink>
            ),
          },
        ]}
      />
    </Panel>
  )
}
