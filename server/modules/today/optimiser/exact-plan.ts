import highsModule from 'highs'
import { lpText } from './lp-text.rules.ts'
import type { ChosenPlan, PlanProblem } from './problem.rules.ts'
import { reduce } from './reduce.rules.ts'

/** The package's types speak of its CommonJS form; what is loaded is the ES module, whose default is the loader itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default

type Solver = Awaited<ReturnType<typeof loadHighs>>
let loaded: Promise<Solver> | undefined

/** One solver a thread; one that failed is not used again, as its memory may be left in any state. */
async function withSolver<T>(work: (solver: Solver) => T): Promise<T> {
  loaded ??= loadHighs()
  try {
    return work(await loaded)
  } catch (error) {
    loaded = undefined
    throw error
  }
}

/** What the exact solver is asked: which options may be chosen, which must, and how many of each floor. */
export interface ExactQuestion {
  options: readonly number[]
  fixed: readonly number[]
  floors: readonly number[]
  /** it gives up after so long */
  seconds: number
}

/**
 * The best plan there is, by HiGHS; undefined when time ran out before one was found or before it was proved to be the best. Keeps the thread busy
 * until it ends: in the server only inside a worker.
 */
export async function solveExactly(problem: PlanProblem, question: ExactQuestion): Promise<number[] | undefined> {
  if (question.options.length === 0) return []
  const text = lpText(problem, question.options, question.fixed, question.floors)
  const settings = { output_flag: false, time_limit: question.seconds, mip_rel_gap: 0, threads: 1 }
  const solution = await withSolver((solver) => solver.solve(text, settings))
  if (solution.Status !== 'Optimal') return undefined
  return question.options.filter((index) => {
    const column = solution.Columns[`x${index}`]
    return column !== undefined && 'Primal' in column && Math.round(column.Primal ?? 0) === 1
  })
}

/** The start's plan made exact: what cannot be in a best plan is left out first. The start as it is when time runs out. */
export async function exactPlan(problem: PlanProblem, start: ChosenPlan, seconds: number): Promise<ChosenPlan> {
  const { table, pinned, floorsHeld } = reduce(problem)
  const options = [...pinned, ...table.source].sort((a, b) => a - b)
  const chosen = await solveExactly(problem, { options, fixed: pinned, floors: floorsHeld, seconds })
  if (!chosen) return start
  const valueFen = chosen.reduce((sum, index) => sum + problem.options[index]!.valueFen, 0)
  return valueFen < start.valueFen ? start : { ...start, chosen, valueFen, boundFen: valueFen }
}
