import { describe, expect, it } from 'vitest'
import { policiesAt } from '../policy/policy.rules.ts'
import { maskedViewOf, shownAmount, shownName, tellsBandOnly, type MaskedView } from './masked-view.rules.ts'

const policies = (lists: string, style = 'family_name_shown') =>
  policiesAt(
    Object.entries({ 'masking.lists_by_role': lists, 'masking.name_style': style, 'masking.balance_bands_fen': '1 100 500' }).map(
      ([key, value]) => ({ key, validFrom: '1900-01-01', version: 1, value, unit: 'code', source: 'M98' }),
    ),
    '2026-11-20',
  )
const view: MaskedView = { hidesNames: true, hidesAmounts: true, nameStyle: 'family_name_shown', lines: [1n, 100n, 500n] }

describe('what a role sees masked', () => {
  it('goes by the policy; who is not named sees all', () => {
    const of = (role: string) => maskedViewOf(policies('teller:name+amount branch_manager:name'), role)
    expect(of('teller')).toEqual(view)
    expect(of('branch_manager')).toMatchObject({ hidesNames: true, hidesAmounts: false })
    expect(of('outlet_president')).toMatchObject({ hidesNames: false, hidesAmounts: false })
  })

  it.each(['teller', 'teller:all', ':name', 'teller:name,amount'])('refuses a policy like %s', (lists) => {
    expect(() => maskedViewOf(policies(lists), 'teller')).toThrow(/masking.lists_by_role/)
  })
  it('refuses a name style it does not know', () => {
    expect(() => maskedViewOf(policies('teller:name', 'all'), 'teller')).toThrow(/masking.name_style/)
  })

  it('shows names and amounts accordingly', () => {
    const clear = { ...view, hidesNames: false, hidesAmounts: false }
    expect([shownName('张伟', view), shownName('张伟', clear), shownName(null, view)]).toEqual(['张*', '张伟', null])
    expect([shownAmount(499n, view), shownAmount(500n, view), shownAmount(0n, view), shownAmount(499n, clear)]).toEqual([
      { fromFen: '100', belowFen: '500' },
      { fromFen: '500', belowFen: null },
      { fromFen: null, belowFen: '1' },
      '499',
    ])
  })

  it('lets amounts be compared only where bands part', () => {
    const told = (op: string, value?: string) => tellsBandOnly(op, value, view)
    expect([told('at_least', '100'), told('below', '500'), told('above', '0'), told('at_most', '499'), told('is_empty')]).not.toContain(
      false,
    )
    expect([told('at_least', '101'), told('at_most', '500'), told('above', '100'), told('in', '100'), told('below', '0')]).not.toContain(
      true,
    )
  })
})
