import { describe, expect, it } from 'vitest'
import { packPolicies } from '../policy/index.ts'
import { planOf, type PlanCustomer, type PlanQuestion } from './plan.rules.ts'

const policies = packPolicies('cn', '2026-11-20')
const fit: PlanCustomer = { age: 32, riskTolerance: 'C3', assessedMonths: 3 }
const asked: PlanQuestion = { incomeFen: 800_000n, spendFen: 500_000n, reserveFen: 1_000_000n, wantsCover: true }
const plan = (question: Partial<PlanQuestion> = {}, customer: Partial<PlanCustomer> = {}) => {
  const made = planOf({ ...asked, ...question }, { ...fit, ...customer }, policies)
  if (!made) throw new Error('no plan')
  return made
}

describe('a plan of the surplus (M65)', () => {
  it('shows its maths: cover, reserve, fund plan at its worst, ladder by the price list', () => {
    // 3 incomes of 96,000 = 288,000 yuan, so 300,000 of cover at 200 each: 600 a year, 50 a month
    const made = plan()
    expect(made).toMatchObject({
      surplusFen: 300_000n,
      reserveTargetFen: 1_500_000n,
      reserveGapFen: 500_000n,
      cover: { coverFen: 30_000_000n, yearlyFen: 60_000n, monthlyFen: 5_000n },
      // 30 % of 2,950 yuan, in whole yuan; two months go into the reserve
      fund: { monthlyFen: 88_500n, yearFen: 973_500n, worstFen: 632_775n, worstBp: 3500 },
      fundRefusal: null,
    })
    expect(made.months.slice(0, 3)).toEqual([
      { month: 1, reserveFen: 295_000n, premiumFen: 5_000n, fundFen: 0n, ladderFen: 0n },
      { month: 2, reserveFen: 205_000n, premiumFen: 5_000n, fundFen: 88_500n, ladderFen: 1_500n },
      { month: 3, reserveFen: 0n, premiumFen: 5_000n, fundFen: 88_500n, ladderFen: 206_500n },
    ])
    expect(made.rungs).toEqual([
      { months: 3, rateBp: 65, depositFen: 51_625n, interestFen: 83n },
      { months: 6, rateBp: 85, depositFen: 51_625n, interestFen: 219n },
      { months: 12, rateBp: 95, depositFen: 51_625n, interestFen: 490n },
      { months: 24, rateBp: 105, depositFen: 51_625n, interestFen: 1084n },
    ])
  })

  it('uses every fen of the surplus, in every month, whatever is asked', () => {
    for (const income of [500_001n, 612_345n, 5_000_000n])
      for (const reserveFen of [0n, 999_999n, 9_000_000n])
        for (const wantsCover of [true, false])
          for (const customer of [fit, { ...fit, age: 70 }, { ...fit, age: null }]) {
            const made = planOf({ ...asked, incomeFen: income, reserveFen, wantsCover }, customer, policies)
            for (const month of made?.months ?? [])
              expect(month.reserveFen + month.premiumFen + month.fundFen + month.ladderFen).toBe(made?.surplusFen)
            expect(made?.rungs.reduce((sum, { depositFen }) => sum + depositFen, 0n)).toBe(
              (made?.surplusFen ?? 0n) - (made?.cover?.monthlyFen ?? 0n) - (made?.fund?.monthlyFen ?? 0n),
            )
          }
  })

  it('is none where nothing is left over', () => {
    expect(planOf({ ...asked, spendFen: 800_000n }, fit, policies)).toBeUndefined()
  })

  it.each([
    [{ age: 64 }, null],
    [{ age: 65 }, 'elder'],
    [{ age: null }, 'age_unknown'],
    [{ riskTolerance: null }, 'not_assessed'],
    [{ assessedMonths: null }, 'not_assessed'],
    [{ assessedMonths: 12 }, 'assessment_old'],
    [{ riskTolerance: 'C2' }, 'risk_above'],
    [{ riskTolerance: 'C5' }, null],
  ] as const)('suggests no fund plan that does not fit: %o', (customer, refusal) => {
    const made = plan({}, customer)
    expect([made.fundRefusal, made.fund === null]).toEqual([refusal, refusal !== null])
    if (refusal !== null) expect(made.months.every(({ fundFen }) => fundFen === 0n)).toBe(true)
  })

  it('suggests no cover to the young and the old, and none dearer than the surplus', () => {
    expect(plan({}, { age: 17 }).cover).toBeNull()
    expect(plan({}, { age: 60 }).cover).toBeNull()
    expect(plan({ incomeFen: 504_000n }, { age: 55 }).cover).toBeNull()
    expect(plan({ wantsCover: false }).cover).toBeNull()
  })

  it('a small surplus goes into deposits alone', () => {
    expect(plan({ incomeFen: 520_000n, wantsCover: false })).toMatchObject({ fund: null, fundRefusal: 'too_little' })
  })
})
