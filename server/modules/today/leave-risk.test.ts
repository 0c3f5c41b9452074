import { expect, it } from 'vitest'
import { packPolicies } from '../policy/index.ts'
import type { Signal } from '../warning/contract.ts'
import type { KnownCustomer } from './candidate.sql.ts'
import { reasonsOf } from './reasons.rules.ts'
import { todayPolicyOf } from './today-policy.ts'

const policy = todayPolicyOf(packPolicies('cn', '2026-11-21'))
const known: KnownCustomer = {
  customerId: 3n,
  managerId: 14,
  customerNo: 'C3',
  name: '曾小明',
  birthDate: null,
  riskAssessedOn: null,
  tier: 'mid_to_high',
  tierMove: 'same',
  aumFen: 20_000_000n,
  aumPeak12mFen: 20_000_000n,
  nextTierGapFen: null,
  activity: 'cooling',
  daysSinceOwnAct: 95,
  inflow7dFen: 0n,
  outflow7dFen: 0n,
  passThrough30dFen: 0n,
  ownNameOutflow90dFen: 5_000_000n,
  payrollKind: null,
  payrollCreditFen: 0n,
  payrollKeptFen: 0n,
  lastPayrollMonth: null,
  lastPayrollFen: null,
  phoneUsable: true,
  addressFresh: true,
  maturingFen: 3_000_000n,
  maturesOn: '2026-12-01',
  maturingProduct: '三年定期',
}
const codes = (signals: readonly Signal[] | undefined) =>
  reasonsOf(known, { warned: signals && { lossFen: 2_000_000n, chanceBp: 1000, signals } }, '2026-11-21', policy)
    .map(({ code }) => code)
    .toSorted()

it('a warning speaks for its signals: none of them is a second reason', () => {
  expect(codes(undefined)).toEqual(['cooling', 'maturity', 'own_name_outflow'])
  expect(codes(['own_name_outflow', 'cooling', 'maturing'])).toEqual(['leave_risk', 'maturity'])
  expect(codes(['cooling'])).toEqual(['leave_risk', 'maturity', 'own_name_outflow'])
})

it('what matures is reason enough; a probability without a signal is one of its own', () => {
  expect(codes(['maturing'])).toEqual(['cooling', 'maturity', 'own_name_outflow'])
  expect(codes([])).toEqual(['cooling', 'leave_risk', 'maturity', 'own_name_outflow'])
})

it('is worth what may be lost × the chance that a contact keeps it × the yearly margin, and carries no sale', () => {
  const [reason] = reasonsOf(known, { warned: { lossFen: 2_000_000n, chanceBp: 1000, signals: ['cooling'] } }, '2026-11-21', policy).filter(
    ({ code }) => code === 'leave_risk',
  )
  // 20,000 yuan × 25 % × 0.8 %
  expect(reason).toMatchObject({ amountFen: 2_000_000n, chanceBp: 2500, valueFen: 4_000n, care: true, service: false })
})
