import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import type { Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { packPolicies } from '../../policy/index.ts'
import { convert, isSuperMember, levelOf } from './conversion.rules.ts'
import { showConverted } from './show-converted.ts'

const policies = packPolicies('cn', '2026-11-20')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: 'x', name: 'x', scope })

describe('converted assets (M51)', () => {
  it('are balances times coefficients, divided once; a loan is none of them', () => {
    const held = [
      { category: 'demand_deposit', balanceFen: 101n },
      { category: 'wealth_product', balanceFen: 1_001n },
      { category: 'precious_metal', balanceFen: 1n },
      { category: 'loan', balanceFen: 90_000n },
    ]
    // 101 + 800.8 + 0.5 = 902.3
    expect(convert(held, policies)).toMatchObject({
      convertedFen: 902n,
      lines: [{ convertedFen: 101n }, { convertedFen: 800n }, { convertedFen: 0n }, { coefficientBp: 0 }],
    })
  })

  it.each([
    [49_999_999n, 'mid_to_high', false],
    [50_000_000n, 'mid_to_high', true],
    [100_000_000n, 'wealth', true],
    [4_999_999n, 'long_tail', false],
  ] as const)('%s fen reach %s, super member: %s', (fen, level, superMember) => {
    expect([levelOf(fen, policies), isSuperMember(fen, policies)]).toEqual([level, superMember])
  })
})

describe('on the dossier', () => {
  let databases: Databases
  beforeAll(async () => {
    databases = await testDatabase()
    await publishBank(databases)
    const holding = (category: string, fen: number) => ({
      business_date: '2026-11-20',
      customer_id: 3,
      institution_id: 4,
      manager_id: 14,
      product_code: category,
      product_name: category,
      category,
      counts_as_aum: true,
      account_count: 1,
      balance_fen: fen,
    })
    await publishRows(databases.owner, 'customer.customer_holding', [holding('time_deposit', 40_000_000), holding('fund', 12_500_000)])
  })
  const show = (by: Person, customerId = '3') => showConverted(databases.app, by, customerId)

  it('are shown with their maths; in an experience period events go by them', async () => {
    expect(await show(person(scopes.outlet4))).toMatchObject({
      lines: [
        { category: 'time_deposit', coefficientBp: 10_000, convertedFen: '40000000' },
        { category: 'fund', coefficientBp: 8000, balanceFen: '12500000', convertedFen: '10000000' },
      ],
      convertedFen: '50000000',
      superMember: true,
      experience: false,
      level: 'mid_to_high',
    })
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      values ('event_standard.basis', '2026-11-01', 1, 'converted', 'code', 'M51', '升级体验期')`.execute(databases.owner)
    expect(await show(person(scopes.outlet4))).toMatchObject({ experience: true, level: 'mid_to_high' })
    expect(await show(person(scopes.outlet5))).toBe('NOT_FOUND')
  })

  it('are bands for who sees bands', async () => {
    const shown = await show(person({ ...scopes.outlet4, userId: 21, role: 'teller' }))
    expect(shown).toMatchObject({ convertedFen: { fromFen: expect.any(String) } })
  })
})
