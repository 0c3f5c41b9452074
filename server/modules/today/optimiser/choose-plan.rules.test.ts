import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choosePlan } from './choose-plan.rules.ts'
import { exactPlan, solveExactly } from './exact-plan.ts'
import { gapPpm, type ChosenPlan, type ContactOption, type PlanProblem } from './problem.rules.ts'
import { reduce } from './reduce.rules.ts'

/** Three channels, two campaigns, and seats of a weight; up to 60 options of up to 25 households. */
const problems: fc.Arbitrary<PlanProblem> = fc
  .record({
    channels: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }),
    campaigns: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }),
    budget: fc.integer({ min: 0, max: 9 }),
    floor: fc.integer({ min: 0, max: 3 }),
    options: fc.array(
      fc.record({
        household: fc.integer({ min: 0, max: 24 }),
        // few different values: many ties
        valueFen: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 1_000_000 })),
        channel: fc.integer({ min: 0, max: 2 }),
        campaign: fc.option(fc.integer({ min: 3, max: 4 }), { nil: undefined }),
        cost: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
        counts: fc.boolean(),
        pinned: fc.integer({ min: 0, max: 30 }),
      }),
      { maxLength: 60 },
    ),
  })
  .map(({ channels, campaigns, budget, floor, options }) => ({
    limits: [...channels, ...campaigns, budget],
    floors: [floor],
    options: options.map(({ household, valueFen, channel, campaign, cost, counts, pinned }): ContactOption => {
      const limits = [channel, ...(campaign === undefined ? [] : [campaign]), ...(cost === undefined ? [] : [5])]
      const uses = limits.map((limit) => (limit === 5 ? (cost ?? 1) : 1))
      return { household, valueFen, limits, uses, pinned: pinned === 0, ...(counts ? { floor: 0 } : {}) }
    }),
  }))

/** By value alone, the first that fits: what sorting gives. */
function greedyValue({ limits, options }: PlanProblem): number {
  const left = [...limits]
  const gone = new Set<number>()
  let value = 0
  const order = options.toSorted((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.valueFen - a.valueFen)
  for (const option of order) {
    const fits = option.limits.every((limit, at) => (option.uses?.[at] ?? 1) <= left[limit]!)
    if (gone.has(option.household) || !fits) continue
    gone.add(option.household)
    for (const [at, limit] of option.limits.entries()) left[limit]! -= option.uses?.[at] ?? 1
    value += option.valueFen
  }
  return value
}

function expectWithinLimits({ limits, options }: PlanProblem, { chosen, unplaced, floorsHeld }: ChosenPlan): void {
  const used = limits.map(() => 0)
  for (const index of chosen) for (const [at, limit] of options[index]!.limits.entries()) used[limit]! += options[index]!.uses?.[at] ?? 1
  for (const [limit, capacity] of limits.entries()) expect(used[limit]!).toBeLessThanOrEqual(capacity)
  const households = chosen.map((index) => options[index]!.household)
  expect(new Set(households).size).toBe(households.length)
  for (const [floor, held] of floorsHeld.entries())
    expect(chosen.filter((index) => options[index]!.floor === floor).length).toBeGreaterThanOrEqual(held)
  const pinned = options.flatMap((option, index) => (option.pinned ? [index] : []))
  expect(pinned.filter((index) => !unplaced.includes(index)).every((index) => chosen.includes(index))).toBe(true)
}

async function bestValue(problem: PlanProblem): Promise<number> {
  const { pinned, unplaced, floorsHeld } = reduce(problem)
  const options = [...problem.options.keys()].filter((index) => !unplaced.includes(index))
  const chosen = await solveExactly(problem, { options, fixed: pinned, floors: floorsHeld, seconds: 20 })
  expect(chosen).toBeDefined()
  return chosen!.reduce((sum, index) => sum + problem.options[index]!.valueFen, 0)
}

const withoutFloors = (problem: PlanProblem): PlanProblem => ({ ...problem, floors: [0] })

describe('the plan of a day', () => {
  it('never breaks a limit, and is worth what it says and at most the bound', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const plan = choosePlan(problem)
        expectWithinLimits(problem, plan)
        expect(plan.valueFen).toBe(plan.chosen.reduce((sum, index) => sum + problem.options[index]!.valueFen, 0))
        expect(plan.valueFen).toBeLessThanOrEqual(plan.boundFen)
        expect(choosePlan(problem)).toEqual(plan)
      }),
      { numRuns: 300 },
    )
  })

  it('is worth at least what sorting by value gives', () => {
    fc.assert(
      fc.property(problems.map(withoutFloors), (problem) => {
        expect(choosePlan(problem).valueFen).toBeGreaterThanOrEqual(greedyValue(problem))
      }),
      { numRuns: 300 },
    )
  })

  it('lies with its bound around the exact optimum of HiGHS, and is the optimum once made exact', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const plan = choosePlan(problem)
        const best = await bestValue(problem)
        expect(plan.valueFen).toBeLessThanOrEqual(best)
        expect(plan.boundFen).toBeGreaterThanOrEqual(best)
        const exact = await exactPlan(problem, plan, 20)
        expect(exact.valueFen).toBe(best)
        expect(gapPpm(exact)).toBe(0)
        expectWithinLimits(problem, exact)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  const call = (household: number, valueFen: number, more: Partial<ContactOption> = {}): ContactOption => ({
    household,
    valueFen,
    limits: [0],
    ...more,
  })

  it('is empty without candidates, without capacity, and where everything is worth nothing', () => {
    const empty = { chosen: [], unplaced: [], valueFen: 0, boundFen: 0 }
    expect(choosePlan({ limits: [3], floors: [], options: [] })).toMatchObject(empty)
    expect(choosePlan({ limits: [0], floors: [2], options: [call(1, 50, { floor: 0 })] })).toMatchObject({ ...empty, floorsHeld: [0] })
    expect(choosePlan({ limits: [3], floors: [], options: [call(1, 0)] })).toMatchObject(empty)
  })

  it('takes the first of equals, whatever else there is', () => {
    const options = Array.from({ length: 9 }, (_, household) => call(household, 70))
    expect(choosePlan({ limits: [4], floors: [], options }).chosen).toEqual([0, 1, 2, 3])
  })

  it('makes one contact with a household, by the channel that leaves most for the others', () => {
    const options = [call(1, 100), call(1, 90, { limits: [1] }), call(2, 80), call(1, 95)]
    const plan = choosePlan({ limits: [1, 1], floors: [], options })
    expect(plan.chosen).toEqual([1, 2])
    expect(gapPpm(plan)).toBe(0)
  })

  it('gives the floor its contacts though others are worth more, and says what that costs', () => {
    const options = [call(1, 100), call(2, 90), call(3, 20, { floor: 0 })]
    const plan = choosePlan({ limits: [2], floors: [1], options })
    expect(plan.chosen).toEqual([0, 2])
    expect(plan.floorsHeld).toEqual([1])
    expect(plan.floorPrices[0]).toBeGreaterThan(0)
  })

  it('reaches the floor by another channel when the first is taken by the floor itself', () => {
    const options = [call(1, 100, { floor: 0 }), call(1, 10, { floor: 0, limits: [1] }), call(2, 50, { floor: 0 })]
    const plan = choosePlan({ limits: [1, 1], floors: [2], options })
    expect(plan.chosen).toEqual([1, 2])
  })

  it('keeps what the manager pinned, however little it is worth, and names the pin there is no room for', () => {
    const options = [call(1, 1, { pinned: true }), call(2, 2, { pinned: true }), call(3, 99)]
    expect(choosePlan({ limits: [1], floors: [], options })).toMatchObject({ chosen: [1], unplaced: [0], valueFen: 2, boundFen: 2 })
  })
})
