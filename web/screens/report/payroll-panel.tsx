import type { ReactNode } from 'react'
import type { OutletReport } from '../../../server/modules/report/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

type Kept = OutletReport['kept'][number]

const creditFigure = { payroll: 'wage_credit', pension: 'pension_credit' } as const
const keptFigure = { payroll: 'wage_kept_30d', pension: 'pension_kept_30d' } as const

/** M08: what stays of payroll and pension of the newest month that can be judged, and what has come in since. */
export const PayrollPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  const judged = report.kept.find((kept) => kept.monthEnd !== null)?.monthEnd
  const running = report.kept[0]?.running.monthEnd
  const { id } = report.institution
  const rows: { key: string; label: string; note?: string; cell: (kept: Kept) => ReactNode }[] = [
    { key: 'customers', label: say('report.customers'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by={creditFigure[kept.kind]}>{count(kept.customers)}</ListLink> },
    { key: 'credit', label: say('report.credited'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by={creditFigure[kept.kind]}><Amount fen={kept.creditFen} language={language} /></ListLink> },
    { key: '7', label: say('report.kept7d'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by={creditFigure[kept.kind]}><RateNumber rate={kept.kept7d} /></ListLink> },
    { key: '30', label: say('report.kept30d'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by={keptFigure[kept.kind]}><RateNumber rate={kept.kept30d} /></ListLink> },
    { key: 'end', label: say('report.keptMonthEnd'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by={creditFigure[kept.kind]}><RateNumber rate={kept.keptMonthEnd} /></ListLink> },
    { key: 'aum', label: say('report.kept30dAum'), note: say('report.kept30dAumAbout'), cell: (kept) => <ListLink institutionId={id} filters={kept.filters} by="payroll_kept_30d_aum"><RateNumber rate={kept.kept30dAum} /></ListLink> },
    {
      key: 'running',
      label: running ? say('report.runningMonth', { month: monthOf(running) }) : '',
      cell: (kept) => (
        <>
          <ListLink institutionId={id} filters={kept.running.filters}>{say('report.people', { count: count(kept.running.customers) })}</ListLink>
          <small className="cell-note"><Amount fen={kept.running.creditFen} language={language} /></small>
        </>
      ),
    },
  ]
  return (
    <Panel title={say('report.payroll')} about={judged ? say('report.payrollMonth', { month: monthOf(judged) }) : say('report.payrollNone')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col"><span className="unseen">{word('figure', 'payroll_kind')}</span></th>
            {report.kept.map((kept) => <th key={kept.kind} scope="col">{word('payroll_kind', kept.kind)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.filter((row) => row.label !== '').map((row) => (
            <tr key={row.key}>
              <td title={row.note}>{row.label}</td>
              {report.kept.map((kept) => <td key={kept.kind}>{row.cell(kept)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
