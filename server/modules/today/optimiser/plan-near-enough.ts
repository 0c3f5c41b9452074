import { choosePlan, isNearEnough } from './choose-plan.rules.ts'
import { exactPlan } from './exact-plan.ts'
import type { ChosenPlan, PlanProblem } from './problem.rules.ts'

/** How good a plan has to be (policies today.gap_at_most_bp, today.exact_seconds). */
export interface PlanQuality {
  /** basis points of the bound */
  gapAtMostBp: number
  /** how long the exact solver may take where the heuristic is not proved to be that near */
  exactSeconds: number
}

/** The plan of the heuristic, made exact where it is not proved to be near enough. Keeps the thread busy: in the server only inside a worker. */
export async function planNearEnough(problem: PlanProblem, { gapAtMostBp, exactSeconds }: PlanQuality): Promise<ChosenPlan> {
  const plan = choosePlan(problem)
  return isNearEnough(plan, gapAtMostBp) ? plan : exactPlan(problem, plan, exactSeconds)
}
