import { Fragment, type ReactNode } from 'react'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
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

const runningFigure = { payroll: 'wage_credit_running', pension: 'pension_credit_running' } as const

/** M08: what stays of payroll and pension of the newest month that can be judged, and what has come in since. */
export const PayrollPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  const judged = report.kept.find((kept) => kept.monthEnd !== null)?.monthEnd
  const running = report.kept[0]?.running.monthEnd
  const { id } = report.institution
  const open = (kept: Kept, by: FigureKey, shown: ReactNode, filters = kept.filters) => (
    <ListLink key={kept.kind} institutionId={id} filters={filters} by={by}>
      {shown}
    </ListLink>
  )
  const credited = (kept: Kept, shown: ReactNode) => open(kept, creditFigure[kept.kind], shown)
  const rows: { key: string; label: string; note?: string; cells: ReactNode[] }[] = [
    { key: 'customers', label: say('report.customers'), cells: report.kept.map((kept) => credited(kept, count(kept.customers))) },
    {
      key: 'credit',
      label: say('report.credited'),
      cells: report.kept.map((kept) => credited(kept, <Amount fen={kept.creditFen} language={language} />)),
    },
    { key: '7', label: say('report.kept7d'), cells: report.kept.map((kept) => credited(kept, <RateNumber rate={kept.kept7d} />)) },
    {
      key: '30',
      label: say('report.kept30d'),
      cells: report.kept.map((kept) => open(kept, keptFigure[kept.kind], <RateNumber rate={kept.kept30d} />)),
    },
    {
      key: 'end',
      label: say('report.keptMonthEnd'),
      cells: report.kept.map((kept) => credited(kept, <RateNumber rate={kept.keptMonthEnd} />)),
    },
    {
      key: 'aum',
      label: say('report.kept30dAum'),
      note: say('report.kept30dAumAbout'),
      cells: report.kept.map((kept) => open(kept, 'payroll_kept_30d_aum', <RateNumber rate={kept.kept30dAum} />)),
    },
    {
      key: 'running',
      label: running ? say('report.runningMonth', { month: monthOf(running) }) : '',
      cells: report.kept.map((kept) => (
        <Fragment key={kept.kind}>
          {open(kept, runningFigure[kept.kind], say('report.people', { count: count(kept.running.customers) }), kept.running.filters)}
          <small className="cell-note">
            <Amount fen={kept.running.creditFen} language={language} />
          </small>
        </Fragment>
      )),
    },
  ]
  return (
    <Panel
      title={say('report.payroll')}
      about={judged ? say('report.payrollMonth', { month: monthOf(judged) }) : say('report.payrollNone')}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{word('figure', 'payroll_kind')}</span>
            </th>
            {report.kept.map((kept) => (
              <th key={kept.kind} scope="col">
                {word('payroll_kind', kept.kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => row.label !== '')
            .map((row) => (
              <tr key={row.key}>
                <td title={row.note}>{row.label}</td>
                {row.cells.map((cell, index) => (
                  <td key={report.kept[index]?.kind}>{cell}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </Panel>
  )
}
