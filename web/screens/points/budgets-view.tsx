import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { exactMoney, ratioBp } from '../../ui/format/money.ts'
import { percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import './points-rule.css'

/** M96: what gifts of the year have cost of what they may, by programme, outlet and hand. */
export const BudgetsView = () => {
  const { say, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.oversight.budgets.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ year, customerCapFen, budgets }) => (
        <Panel title={say('programme.budgets')} about={say('programme.budgetsAbout', { year, yuan: exactMoney(BigInt(customerCapFen)) })}>
          {budgets.length === 0 ? <Empty compact title={say('programme.noBudgets')} /> : null}
          <ul>
            {budgets.map((budget) => {
              const spent = ratioBp(BigInt(budget.spentFen), BigInt(budget.capFen)) ?? 0
              return (
                <li key={`${budget.kind} ${budget.subjectId}`} className="points-line" data-budget={budget.kind}>
                  <span>
                    <strong>{budget.name}</strong>
                    <span className="muted small points-about">{say(`programme.kind.${budget.kind}`)}</span>
                  </span>
                  <Meter value={spent} full={10_000} label={`${budget.name} ${percent(spent, 0)}`} />
                  <span className="points-number">
                    <Amount fen={budget.spentFen} language={language} /> / <Amount fen={budget.capFen} language={language} />
                  </span>
                </li>
              )
            })}
          </ul>
        </Panel>
      )}
    </QueryView>
  )
}
