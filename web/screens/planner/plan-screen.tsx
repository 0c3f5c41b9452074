import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { PlanForm, type PlanAnswers } from './plan-form.tsx'
import { PlanSheet } from './plan-sheet.tsx'
import '../../ui/lines.css'
import './planner.css'

const route = getRouteApi('/shell/customers/$customerId/plan')

/** 小额规划 (M65): worked out with the customer, printed for them, kept nowhere. */
export const PlanScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { customerId } = route.useParams()
  const plan = useMutation({ mutationFn: (answers: PlanAnswers) => api.planner.plan({ customerId, ...answers }) })
  return (
    <div className="lines-screen plan-screen">
      <Link to="/customers/$customerId" params={{ customerId }} className="no-print">
        {say('planner.back')}
      </Link>
      <div className="lines-head no-print">
        <h1>{say('planner.title')}</h1>
        {plan.data ? (
          <button type="button" className="line-button line-first" onClick={() => window.print()}>
            {say('planner.print')}
          </button>
        ) : null}
      </div>
      <div className="no-print">
        <Panel title={say('planner.household')} about={say('planner.notKept')}>
          <PlanForm pending={plan.isPending} problem={plan.error ? describe(plan.error).text : undefined} onAsk={plan.mutate} />
        </Panel>
      </div>
      {plan.data ? <PlanSheet plan={plan.data} /> : null}
    </div>
  )
}
