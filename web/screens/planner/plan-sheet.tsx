import type { SmallSumPlan } from '../../../server/modules/planner/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { percent } from '../../ui/format/rate.ts'

const yuan = (fen: string): string => exactMoney(BigInt(fen))

/** The plan as it is printed: every sum with how it comes about, the worst case in so many words, no promise. */
export const PlanSheet = ({ plan }: { plan: SmallSumPlan }) => {
  const { say } = useWords()
  const { cover, fund } = plan
  const amounts = {
    income: yuan(plan.incomeFen),
    spend: yuan(plan.spendFen),
    surplus: yuan(plan.surplusFen),
    have: yuan(plan.reserveFen),
    target: yuan(plan.reserveTargetFen),
    gap: yuan(plan.reserveGapFen),
  }
  return (
    <article className="plan-sheet" aria-label={say('planner.sheet')}>
      <h2>{say('planner.sheetTitle', { name: plan.name ?? plan.customerNo })}</h2>
      <p className="muted small">{say('planner.madeBy', { date: plan.madeOn, name: plan.madeBy })}</p>
      <h3>{say('planner.surplus')}</h3>
      <p>{say('planner.surplusMaths', amounts)}</p>
      <h3>{say('planner.reserveTitle')}</h3>
      <p>{say(plan.reserveGapFen === '0' ? 'planner.reserveEnough' : 'planner.reserveMaths', amounts)}</p>
      <h3>{say('planner.cover')}</h3>
      <p>
        {cover
          ? say('planner.coverMaths', { cover: yuan(cover.coverFen), yearly: yuan(cover.yearlyFen), monthly: yuan(cover.monthlyFen) })
          : say('planner.coverNone')}
      </p>
      <h3>{say('planner.fund')}</h3>
      {fund ? (
        <>
          <p>{say('planner.fundMaths', { monthly: yuan(fund.monthlyFen), year: yuan(fund.yearFen), risk: fund.risk })}</p>
          <p className="warning-text" data-worst={fund.worstFen}>
            {say('planner.worst', {
              year: yuan(fund.yearFen),
              rate: percent(fund.worstBp, 0),
              worst: yuan(fund.worstFen),
              loss: yuan((BigInt(fund.yearFen) - BigInt(fund.worstFen)).toString()),
            })}
          </p>
        </>
      ) : (
        <p>{say(`planner.fundRefusal.${plan.fundRefusal ?? 'too_little'}`)}</p>
      )}
      <h3>{say('planner.ladder')}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            {(['term', 'deposit', 'rate', 'interest'] as const).map((head) => (
              <th key={head} scope="col">
                {say(`planner.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.rungs.map((rung) => (
            <tr key={rung.months}>
              <td>{say('planner.months', { months: rung.months })}</td>
              <td>{yuan(rung.depositFen)}</td>
              <td>{percent(rung.rateBp, 2)}</td>
              <td>{yuan(rung.interestFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">{say('planner.ladderMaths')}</p>
      <h3>{say('planner.year')}</h3>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              {(['month', 'premium', 'reserveShort', 'fundShort', 'ladderShort'] as const).map((head) => (
                <th key={head} scope="col">
                  {say(`planner.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.months.map((month) => (
              <tr key={month.month}>
                <td>{month.month}</td>
                <td>{yuan(month.premiumFen)}</td>
                <td>{yuan(month.reserveFen)}</td>
                <td>{yuan(month.fundFen)}</td>
                <td>{yuan(month.ladderFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small">{say('planner.disclaimer')}</p>
    </article>
  )
}
