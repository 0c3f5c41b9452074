import { describe, expect, it } from 'vitest'
import { classify, gateRefusal, nearestPermitted, refusalWords } from './gate.rules.ts'
import { type RewardRule, type RewardTerms, rewardFields, rewardForms, type RewardForm } from './reward-terms.ts'

const when = (field: string): RewardRule => ({ conditions: [{ field, is: 'at_least', value: '1' }], points: 10, per: null })
const per = (field: string): RewardRule => ({ conditions: [], points: 1, per: { field, each: '100000', most: 10 } })
const terms = (form: RewardForm, ...rules: RewardRule[]): RewardTerms => ({ form, rules })

describe('the colour', () => {
  it.each([
    ['M61 monthly keep, monthly receive', terms('goods', when('payroll_kept')), 'red'],
    ['M62 keep and collect', terms('points', per('payroll_kept')), 'red'],
    ['M71 transfer-in bonus', terms('points', per('inflow_30d')), 'red'],
    ['cash for matured money kept', terms('cash', per('matured_kept')), 'red'],
    ['a courtesy on condition of a deposit', terms('courtesy', when('payroll_kept')), 'red'],
    ['a field nobody has tagged', terms('points', when('deposit_balance_2')), 'red'],
    ['a derived field', terms('points', per('aum_month_average - loan')), 'red'],
    ['a name of the language itself', terms('points', when('constructor')), 'red'],
    ['a deposit hidden behind attendance', terms('points', when('attendance'), when('inflow_30d')), 'red'],
    ['a deposit in the amount only', terms('points', { ...when('attendance'), per: per('payroll_kept').per }), 'red'],
    ['points for an upgrade', terms('points', when('tier_move')), 'amber'],
    ['points by AUM', terms('points', per('aum_month_average')), 'amber'],
    ['points for a new product category', terms('points', per('new_categories')), 'amber'],
    ['points for a referral', terms('points', per('referral_qualified')), 'amber'],
    ['a welcome for a payroll account', terms('goods', when('payroll_kind')), 'amber'],
    ['service rights by AUM', terms('service_right', when('aum_month_average')), 'amber'],
    ['cash for attendance', terms('cash', when('attendance')), 'amber'],
    ['a voucher for everybody', terms('voucher'), 'amber'],
    ['points for attendance', terms('points', per('attendance')), 'green'],
    ['points for payments', terms('points', per('payment')), 'green'],
    ['education', terms('goods', when('education')), 'green'],
    ['service rights by tier', terms('service_right', when('tier')), 'green'],
    ['thanks for a referral', terms('courtesy', when('referral_qualified')), 'green'],
    ['tea for everybody', terms('courtesy'), 'green'],
  ])('of %s', (_what, given, colour) => {
    expect(classify(given).colour).toBe(colour)
  })

  it('is red in every form as soon as one field of deposits is read, beside whatever else', () => {
    const deposits = Object.keys(rewardFields).filter((name) => rewardFields[name]?.deposit === 'yes')
    for (const form of rewardForms)
      for (const field of deposits)
        for (const other of Object.keys(rewardFields)) expect(classify(terms(form, when(other), per(field))).colour).toBe('red')
  })
})

describe('the gate', () => {
  it.each([
    ['green', 'refuse_red', false, false, undefined],
    ['amber', 'refuse_red', false, false, undefined],
    ['red', 'refuse_red', true, false, 'red_line'],
    ['red', 'refuse_red', true, true, undefined],
    ['red', 'refuse_red', false, true, 'red_line'],
    ['red', 'allow_with_approval', true, false, undefined],
    ['red', 'allow_with_approval', false, true, 'head_office_only'],
    ['red', 'something else', true, false, 'red_line'],
  ] as const)('%s under %s, head office %s, override %s: %s', (colour, mode, fromHeadOffice, overridden, refusal) => {
    expect(gateRefusal({ colour, mode, fromHeadOffice, overridden })).toBe(refusal)
  })

  it('offers what is green itself', () => {
    expect(nearestPermitted(terms('goods', when('payroll_kept')))).toEqual(['tier_service_rights', 'attendance_points', 'payment_points'])
    expect(nearestPermitted(terms('courtesy', when('payroll_kept')))).toEqual(['courtesy_for_all'])
    expect(nearestPermitted(terms('points', per('referral_qualified')))).toContain('attendance_points')
    expect(nearestPermitted(terms('points', per('attendance')))).toEqual([])
    for (const green of [terms('service_right', when('tier')), terms('points', when('attendance')), terms('points', per('payment'))])
      expect(classify(green).colour).toBe('green')
  })

  it('says what was read and what to do instead', () => {
    const words = refusalWords(terms('goods', when('payroll_kept'), when('made_up')), 'red_line')
    for (const part of ['代发留存金额', 'made_up', '文号', '服务权益', '到场积分']) expect(words).toContain(part)
  })
})
