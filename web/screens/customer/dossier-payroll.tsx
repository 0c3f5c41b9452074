import type { ShownMoney } from '../../../server/platform/contract/terms.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { ratioBp } from '../../ui/format/money.ts'
import { percent } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import type { DossierProps } from './dossier-parts.ts'

/** M08: payroll and pension by month, and how much of it stayed. */
export const PayrollBlock = ({ dossier }: DossierProps) => {
  const { say, word, language } = useWords()
  const why = say('dossier.keptUnknown')
  const kept = (fen: ShownMoney | null, credit: ShownMoney) => {
    const share = typeof fen === 'string' && typeof credit === 'string' ? ratioBp(BigInt(fen), BigInt(credit)) : undefined
    return (
      <>
        <Amount fen={fen} language={language} why={why} />
        {share === undefined ? null : <small className="cell-note">{percent(share, 0)}</small>}
      </>
    )
  }
  return (
    <Panel title={say('dossier.payroll')}>
      {dossier.payroll.length === 0 ? (
        <Empty compact title={say('dossier.payrollNone')} />
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{say('dossier.month')}</th>
                <th scope="col">{say('dossier.credited')}</th>
                <th scope="col">{say('dossier.kept7d')}</th>
                <th scope="col">{say('dossier.kept30d')}</th>
                <th scope="col">{say('dossier.keptMonthEnd')}</th>
              </tr>
            </thead>
            <tbody>
              {dossier.payroll.map((month) => (
                <tr key={`${month.kind}.${month.monthEnd}`}>
                  <td>
                    {monthOf(month.monthEnd)} {word('payroll_kind', month.kind)}{' '}
                    {month.detected ? <Tag title={say('dossier.detectedWhy')}>{say('dossier.detected')}</Tag> : null}
                    <small className="cell-note">{month.employerName ?? ''}</small>
                  </td>
                  <td>
                    <Amount fen={month.creditFen} language={language} />
                  </td>
                  <td>{kept(month.kept7dFen, month.creditFen)}</td>
                  <td>{kept(month.kept30dFen, month.creditFen)}</td>
                  <td>{kept(month.keptMonthEndFen, month.creditFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
