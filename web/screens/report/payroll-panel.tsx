import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

/** M08: what stays of payroll and pension. */
export const PayrollPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  const month = report.kept.find((kept) => kept.monthEnd !== null)?.monthEnd
  const { id } = report.institution
  return (
    <Panel title={say('report.payroll')} about={month ? say('report.payrollMonth', { month: monthOf(month) }) : say('report.payrollNone')}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col"><span className="unseen">{word('figure', 'payroll_kind')}</span></th>
              <th scope="col">{say('report.customers')}</th>
              <th scope="col">{say('report.credited')}</th>
              <th scope="col">{say('report.kept7d')}</th>
              <th scope="col">{say('report.kept30d')}</th>
              <th scope="col">{say('report.keptMonthEnd')}</th>
              <th scope="col" title={say('report.kept30dAumAbout')}>{say('report.kept30dAum')}</th>
            </tr>
          </thead>
          <tbody>
            {report.kept.map((kept) => (
              <tr key={kept.kind}>
                <td>{word('payroll_kind', kept.kind)}</td>
                <td><ListLink institutionId={id} filters={kept.filters}>{count(kept.customers)}</ListLink></td>
                <td><ListLink institutionId={id} filters={kept.filters} by="payroll_credit"><Amount fen={kept.creditFen} language={language} /></ListLink></td>
                <td><RateNumber rate={kept.kept7d} /></td>
                <td><ListLink institutionId={id} filters={kept.filters} by="payroll_kept_30d"><RateNumber rate={kept.kept30d} /></ListLink></td>
                <td><RateNumber rate={kept.keptMonthEnd} /></td>
                <td><ListLink institutionId={id} filters={kept.filters} by="payroll_kept_30d_aum"><RateNumber rate={kept.kept30dAum} /></ListLink></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
