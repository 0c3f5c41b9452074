import { choosePlan, isNearEnough } from './optimiser/choose-plan.rules.ts'
import { PlanWorkers } from './optimiser/plan-workers.ts'
import type { ChosenPlan, PlanProblem } from './optimiser/problem.rules.ts'
import type { TodayPolicy } from './today-policy.ts'

/** One thread beside the server's own, for the few days whose plan is not proved at once; it keeps nobody from leaving. */
const beside = new PlanWorkers(1)

/** One manager's plan: some milliseconds here; where the proof is not near enough, exactly and beside the server. */
export async function planNearEnough(
  problem: PlanProblem,
  quality: Pick<TodayPolicy, 'gapAtMostBp' | 'exactSeconds'>,
): Promise<ChosenPlan> {
  const plan = choosePlan(problem)
  if (isNearEnough(plan, quality.gapAtMostBp)) return plan
  const { gapAtMostBp, exactSeconds } = quality
  const [exact] = await beside.plan([problem], { gapAtMostBp, exactSeconds })
  return exact ?? plan
}
