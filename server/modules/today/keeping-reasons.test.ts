import { beforeAll, expect, it } from 'vitest'
import { packPolicies } from '../policy/index.ts'
import { contactAnswer } from '../privacy/contact-terms.ts'
import type { DayProspect } from '../prospect/index.ts'
import type { KnownCustomer } from './candidate.sql.ts'
import { chosenOf, pricesOf, whyChosen } from './explain.rules.ts'
import { choosePlan } from './optimiser/choose-plan.rules.ts'
import { isOfWave, limitsOf, optionsOf, problemOf, type Candidate } from './options.rules.ts'
import { prospectOptionsOf } from './prospect-options.rules.ts'
import { reasonsOf, type Due } from './reasons.rules.ts'
import { todayPolicyOf, type TodayPolicy } from './today-policy.ts'

const sleeper: KnownCustomer = {
  customerId: 1n,
  managerId: 14,
  customerNo: 'C1',
  name: 'x',
  birthDate: null,
  riskAssessedOn: null,
  tier: 'potential',
  tierMove: 'same',
  aumFen: 6_000_000n,
  aumPeak12mFen: 9_000_000n,
  nextTierGapFen: null,
  activity: 'dormant',
  daysSinceOwnAct: 200,
  inflow7dFen: null,
  outflow7dFen: null,
  passThrough30dFen: null,
  ownNameOutflow90dFen: null,
  payrollKind: null,
  payrollCreditFen: 0n,
  payrollKeptFen: 0n,
  lastPayrollMonth: null,
  lastPayrollFen: null,
  phoneUsable: true,
  addressFresh: true,
  maturingFen: 0n,
  maturesOn: null,
  maturingProduct: null,
}
let policy: TodayPolicy
beforeAll(() => {
  policy = todayPolicyOf(packPolicies('cn', '2026-11-22'))
})
const codes = (due: Due, known = sleeper) => reasonsOf(known, due, '2026-11-22', policy).map(({ code }) => code)

it('a sleeper is turned to for sleeping, but in a programme only when the wave is on; held out never for that', () => {
  expect(codes({})).toEqual(['cooling'])
  expect(codes({ inProgramme: true })).toEqual([])
  const wave = { programme: '冬季', wave: 1, fromOn: '2026-11-20' }
  expect(reasonsOf(sleeper, { inProgramme: true, wakeUp: wave }, '2026-11-22', policy)).toMatchObject([
    { code: 'wake_up', amountFen: 9_000_000n, care: true, service: false, values: { programme: '冬季', wave: 1, on: '2026-11-20' } },
  ])
  // held out, and served as ever
  expect(codes({ inProgramme: true, promiseDueOn: '2026-11-22' })).toEqual(['promise'])
})

it('who left is worth what went, and is a matter of marketing; an unused benefit is a kind word', () => {
  const winBack = { caseId: 'a', on: '2026-11-22', turn: 1, goneFen: 50_000_000n, destinationBank: null }
  const unused = { names: ['体检', '贵宾厅'], until: '2026-12-31' }
  expect(reasonsOf({ ...sleeper, activity: 'active' }, { winBack, unused }, '2026-11-22', policy)).toMatchObject([
    { code: 'win_back', amountFen: 50_000_000n, care: false, service: false, values: { turn: 1, bank: null, caseId: 'a' } },
    { code: 'benefit', care: true, values: { names: '体检、贵宾厅', until: '2026-12-31' } },
  ])
})

it('a wave gets its places of a day though others are worth more, and says why; without a wave nothing is kept for it', () => {
  const wave = { programme: '冬季', wave: 1, fromOn: '2026-11-20' }
  const candidate = (n: number, due: Due, aumFen: bigint): Candidate => {
    const known = { ...sleeper, customerId: BigInt(n), aumFen, aumPeak12mFen: null, activity: 'active' }
    return { known, class: 'c', reasons: reasonsOf(known, due, '2026-11-22', policy), pinned: false }
  }
  const due = { promiseDueOn: '2026-11-22' }
  const rich = Array.from({ length: 30 }, (_, n) => candidate(n, due, 100_000_000n))
  const waves = Array.from({ length: 5 }, (_, n) => candidate(100 + n, { wakeUp: wave }, 100_000n))
  const planOf = (candidates: readonly Candidate[]) => {
    const options = candidates.flatMap((one) => optionsOf(one, (_id, channel) => channel === 'call', policy))
    const limits = limitsOf(policy, {})
    const problem = problemOf(options, limits, { classC: 0, wakeUp: policy.floorWakeUp })
    const chosen = choosePlan(problem)
    return { options: chosenOf(options, chosen, problem), prices: pricesOf(limits, chosen) }
  }
  const { options, prices } = planOf([...rich, ...waves])
  const ofWave = options.filter(isOfWave)
  expect(options).toHaveLength(policy.capacity.call)
  expect(ofWave).toHaveLength(policy.floorWakeUp)
  expect(ofWave.map((option) => whyChosen(option, prices))).toMatchObject([
    { code: 'programme', values: { floor: 2 } },
    { code: 'programme', values: { floor: 2 } },
  ])
  expect(planOf(rich).prices.limits.some(({ kind }) => kind === 'floor')).toBe(false)
})

it('a prospect has a place a day though customers are worth more, and says why; who was met today leaves it to customers', () => {
  const due = { promiseDueOn: '2026-11-22' }
  const rich = Array.from({ length: 30 }, (_, n): Candidate => {
    const known = { ...sleeper, customerId: BigInt(n), aumFen: 100_000_000n, activity: 'active' }
    return { known, class: 'c', reasons: reasonsOf(known, due, '2026-11-22', policy), pinned: false }
  })
  const options = rich.flatMap((one) => optionsOf(one, (_id, channel) => channel === 'call', policy))
  const stranger: DayProspect = {
    id: 'p',
    name: 'x',
    sourceClass: 'd',
    introducedNote: null,
    needs: [],
    note: null,
    hasPhone: true,
    channels: ['call'],
    open: true,
    nextStep: null,
    nextOn: null,
    contacts: 0,
    doneBy: [],
    may: () => contactAnswer('allowed'),
    nextAllowedAt: () => null,
  }
  const prospects = prospectOptionsOf(stranger, '2026-11-22', policy)
  const planOf = (floor: number) => {
    const limits = limitsOf(policy, {})
    const problem = problemOf(options, limits, { classC: 0, wakeUp: 0 }, { prospects, persons: new Map(), floor })
    const chosen = choosePlan(problem)
    return {
      met: chosenOf([...options, ...prospects], chosen, problem).filter((one) => 'prospect' in one),
      prices: pricesOf(limits, chosen),
    }
  }
  const { met, prices } = planOf(policy.floorProspect)
  expect(met.map((option) => whyChosen(option, prices))).toMatchObject([{ code: 'prospecting', values: { floor: 1 } }])
  expect(planOf(0).met).toEqual([])
})
