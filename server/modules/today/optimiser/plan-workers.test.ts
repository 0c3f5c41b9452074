import { afterAll, describe, expect, it } from 'vitest'
import { choosePlan } from './choose-plan.rules.ts'
import type { PlanQuality } from './plan-near-enough.ts'
import { pack, unpack } from './pack.rules.ts'
import { PlanWorkers } from './plan-workers.ts'
import type { PlanProblem } from './problem.rules.ts'

const workers = new PlanWorkers()
afterAll(() => workers.close())

/** Three guests of whom the budget of an event pays one: by the prices, four fifths of another seem to be in it. */
const knapsack: PlanProblem = {
  limits: [3, 9],
  floors: [],
  options: [5000, 5001, 5002].map((valueFen, household) => ({ household, valueFen, limits: [0, 1], uses: [1, 5] })),
}
const quality = { gapAtMostBp: 10, exactSeconds: 10 }

describe('planning beside the server', () => {
  it('gives the same plans, in the order of the problems', async () => {
    const problems = Array.from({ length: 40 }, (_, n): PlanProblem => ({
      limits: [2],
      floors: [],
      options: Array.from({ length: 5 }, (_, household) => ({ household, valueFen: ((n * 7 + household * 13) % 31) + 1, limits: [0] })),
    }))
    expect(await workers.plan(problems, quality)).toEqual(problems.map((problem) => choosePlan(problem)))
  })

  it('makes a plan exact that is not proved to be near enough', async () => {
    expect(choosePlan(knapsack).boundFen).toBeGreaterThan(5002)
    expect(await workers.plan([knapsack], quality)).toMatchObject([{ chosen: [2], valueFen: 5002, boundFen: 5002 }])
  })

  it('says so when a problem cannot be planned, and goes on', async () => {
    const unreadable = undefined as unknown as PlanQuality
    await expect(workers.plan([knapsack], unreadable)).rejects.toThrow('the plan could not be made')
    expect(await workers.plan([knapsack], quality)).toHaveLength(1)
  })

  it('hands a problem over whole', () => {
    expect(unpack(pack(knapsack))).toEqual({ ...knapsack, options: knapsack.options.map((option) => ({ ...option, pinned: false })) })
  })
})
