import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { listFits } from './list-fits.ts'
import { recordDecline } from './record-decline.ts'
import { showNext } from './show-next.ts'
import { showShelf } from './show-shelf.ts'

const business_date = '2026-11-20'
const now = new Date('2026-11-21T10:00:00+08:00')
const product = (product_code: string, category: string, risk_level: string | null, date = business_date) => ({
  business_date: date,
  product_code,
  product_name: product_code,
  category,
  counts_as_aum: true,
  arrangement: null,
  risk_level,
})
let databases: Databases
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '林悦', scope })
const manager = person(scopes.manager14)
const ok = <T>(answer: T | string): T => {
  if (typeof answer === 'string') throw new Error(`refused: ${answer}`)
  return answer
}
const next = async (customerId: number, scope: Scope = scopes.outlet4) =>
  ok(await showNext(databases.app, { scope }, String(customerId), now))
const categoriesOf = ({ suggestions }: { suggestions: { category: string }[] }) => suggestions.map(({ category }) => category)

/** Customers of outlet 4 are 3, 6, 9 … 30; 14 keeps 3, 12, 21, 30. 21 and 6 may be told of products, 21 has a valid assessment. */
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  const { owner } = databases
  await publishRows(owner, 'suitability.product_shelf', [
    product('TD1', 'time_deposit', null),
    product('FD1', 'fund', 'R2'),
    product('FD9', 'fund', 'R5'),
    product('WP1', 'wealth_product', 'R3'),
    product('IN1', 'insurance', null),
    product('TD1', 'time_deposit', null, '2026-11-19'),
    product('FD1', 'fund', 'R2', '2026-11-19'),
  ])
  await publishRows(
    owner,
    'suitability.category_share',
    ['long_tail', 'potential', 'mid_to_high', 'wealth'].flatMap((tier) =>
      [
        ['time_deposit', 60],
        ['fund', 40],
        ['wealth_product', 20],
      ].map(([category, holders]) => ({ business_date, tier, category, holders, customers: 100 })),
    ),
  )
  await sql`update customer.customer set risk_assessed_on = '2026-06-01', risk_tolerance = 'C3', birth_date = '1980-01-01'
    where customer_id in (12, 21) and business_date = ${business_date}`.execute(owner)
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select c, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', 1 from unnest(array[6, 12, 21]) c`.execute(owner)
}, 120_000)

describe('what suits a customer next', () => {
  it('is what the tier holds most, first, within the risk the customer takes', async () => {
    const found = await next(21)
    expect(found).toMatchObject({ applies: true, mayContact: true, needsAssessment: [] })
    expect(found.suggestions.map(({ productCode, shareBp }) => [productCode, shareBp])).toEqual([
      ['TD1', 6000],
      ['FD1', 4000],
      ['WP1', 2000],
    ])
  })

  it('without an assessment is only what carries no risk, and tells what one would open', async () => {
    const found = await next(6)
    expect([categoriesOf(found), found.needsAssessment]).toEqual([['time_deposit'], ['wealth_product', 'fund']])
  })

  it('is nothing for whom nobody may tell, and says so', async () => {
    expect(await next(15)).toMatchObject({ applies: true, mayContact: false, suggestions: [], needsAssessment: [] })
  })

  it('is nothing at all, without a word why, for code N and for the deceased', async () => {
    for (const customer of [12, 9]) expect(await next(customer)).toMatchObject({ applies: false, suggestions: [], riskTolerance: null })
  })

  it('is refused to a teller, and not found outside the scope', async () => {
    expect(await showNext(databases.app, { scope: scopes.teller }, '5', now)).toBe('FORBIDDEN')
    for (const customer of ['4', '999'])
      expect([customer, await showNext(databases.app, { scope: scopes.outlet4 }, customer, now)]).toEqual([customer, 'NOT_FOUND'])
  })
})

describe('whom a product suits', () => {
  it('lists who may be told, counts who may not, and leaves code N out', async () => {
    const fits = ok(await listFits(databases.app, { scope: scopes.outlet4 }, { productCode: 'TD1' }, now))
    expect(fits.rows.map(({ customerId }) => customerId).toSorted()).toEqual(['21', '6'])
    expect(fits.notContactable).toBe(fits.looked - 2)
    expect(fits.more).toBe(false)
  })

  it('asks for the risk the customer takes', async () => {
    const of = async (productCode: string) => ok(await listFits(databases.app, { scope: scopes.outlet4 }, { productCode }, now)).rows
    expect((await of('FD1')).map(({ customerId }) => customerId)).toEqual(['21'])
    expect(await of('FD9')).toEqual([])
  })

  it('without a product is the next one of everybody', async () => {
    const { rows } = ok(await listFits(databases.app, { scope: scopes.manager14 }, {}, now))
    expect(rows.map(({ customerId, product: { productCode } }) => [customerId, productCode])).toEqual([['21', 'TD1']])
  })

  it('is not found for a product the bank does not have, and outside the scope', async () => {
    expect(await listFits(databases.app, { scope: scopes.outlet4 }, { productCode: 'XX' }, now)).toBe('NOT_FOUND')
    expect(await listFits(databases.app, { scope: scopes.outlet4 }, { institutionId: 5 }, now)).toBe('NOT_FOUND')
    expect(await listFits(databases.app, { scope: scopes.teller }, {}, now)).toBe('FORBIDDEN')
  })
})

describe('the shelf', () => {
  it('has what may be suggested, and knows what is new since the night before', async () => {
    const { products } = ok(await showShelf(databases.app, { scope: scopes.outlet4 }, now))
    expect(products.map(({ productCode, isNew }) => [productCode, isNew])).toEqual([
      ['FD1', false],
      ['FD9', true],
      ['TD1', false],
      ['WP1', true],
    ])
  })
})

describe('what a customer does not want', () => {
  const decline = (change: object = {}, who = manager) =>
    recordDecline(databases.app, who, { id: randomUUID(), customerId: '21', category: 'fund', ...change }, now)

  it('rests for the days of the policy, is on record, and sent twice is one', async () => {
    const id = randomUUID()
    const first = await decline({ id })
    expect(first).toEqual({ id, restsUntil: '2027-02-18' })
    expect(await decline({ id })).toEqual(first)
    expect(categoriesOf(await next(21))).toEqual(['time_deposit', 'wealth_product'])
    const later = new Date('2027-02-19T10:00:00+08:00')
    expect(categoriesOf(ok(await showNext(databases.app, { scope: scopes.outlet4 }, '21', later)))).toContain('fund')
    const { rows } = await sql`select from audit.entry where action = 'decline-product' and outcome = 'done'`.execute(databases.owner)
    expect(rows).toHaveLength(1)
  })

  it('is refused with the same id for something else, outside the scope, for code N, and to who sells nothing', async () => {
    const id = randomUUID()
    await decline({ id, category: 'bond' })
    expect(await decline({ id, category: 'fund' })).toBe('CONFLICT')
    expect(await decline({ customerId: '4' })).toBe('NOT_FOUND')
    expect(await decline({ customerId: '12' })).toBe('NOT_FOUND')
    expect(await decline({}, person(scopes.branch))).toBe('FORBIDDEN')
  })

  it('is never changed or taken back, by the owner either', async () => {
    await decline({ category: 'precious_metal' })
    for (const act of [sql`update suitability.decline set category = 'x'`, sql`delete from suitability.decline`])
      await expect(act.execute(databases.owner)).rejects.toThrow('append-only')
  })
})
