import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { SearchIndex } from './search-index.ts'
import { searchTerm } from './search.rules.ts'
import { searchCondition } from './search.sql.ts'
import { searchableOf } from './searchable.sql.ts'

const day = '2026-11-20'
const bank: Scope = { userId: 1, role: 'head_office', institutionId: 1, institutions: [1, 2], managerId: null }
let databases: Databases

const people = [
  ['C0001', '王明', 'wangming', 'wm', '13812345678', 1],
  ['C0002', '李明', 'liming', 'lm', '12345', 1],
  ['c0011', 'Anna Wang', 'anna wang', 'aw', null, 1],
  ['12', '明', null, null, '+8613812345678', 1],
  ['1201', null, null, null, '', 1],
  ['9912', '𠮷王a\n', 'jiwanga', 'jwa', '02088881234', 1],
  ['C0003', '王明', 'wangming', 'wm', '13899995678', 2],
] as const

beforeAll(async () => {
  databases = await testDatabase()
  await sql.raw(`create table customer.c1 partition of customer.customer for values in ('${day}')`).execute(databases.owner)
  for (const [at, [no, name, pinyin, initials, phone, institution]] of people.entries()) {
    await sql`insert into customer.customer (business_date, customer_id, customer_no, name, name_pinyin, name_initials, phone, institution_id, not_for_marketing)
      values (${day}, ${at + 1}, ${no}, ${name}, ${pinyin}, ${initials}, ${phone}, ${institution}, false)`.execute(databases.owner)
  }
})

const indexOf = (scope: Scope, most = 100) =>
  withScope(databases.app, scope, async (trx) => {
    const searchable = await searchableOf(trx, day, most)
    return searchable && new SearchIndex(searchable)
  })

describe('the index behind the search field', () => {
  it.each([
    'wang',
    'WM',
    'c00',
    'C0001',
    '王',
    '明',
    '王明',
    '李明',
    '12',
    '5678',
    '13812345678',
    '34',
    'a',
    'ng',
    '𠮷王',
    '99',
    '01',
    'x',
    'wang',
  ])('finds for %s whom the database finds, by parts of a name and by whole names only', async (text) => {
    const term = searchTerm(text)
    for (const wholeNames of [false, true]) {
      const { rows } = await sql<{
        id: bigint
      }>`select c.customer_id as id from customer.customer c where ${searchCondition(term, wholeNames)} order by 1`.execute(databases.owner)
      const found = (await indexOf(bank))?.find(text, term, 100, wholeNames)
      expect(found?.toSorted((a, b) => Number(a - b))).toEqual(rows.map(({ id }) => id))
    }
  })

  it('puts the exact number and name first, then keeps to the order of ids and to the most that is asked for', async () => {
    const index = await indexOf(bank)
    expect(index?.find('明', searchTerm('明'), 2, false)).toEqual([4n, 1n, 2n])
    expect(index?.find('12', searchTerm('12'), 1, false)[0]).toBe(4n)
  })

  it('holds only whom the scope shows, and nobody where they are too many', async () => {
    expect((await indexOf({ ...bank, institutions: [2] }))?.find('wang', searchTerm('wang'), 100, false)).toEqual([7n])
    expect((await indexOf({ ...bank, institutions: [] }))?.find('wang', searchTerm('wang'), 100, false)).toEqual([])
    expect(await indexOf(bank, people.length - 1)).toBeUndefined()
  })
})
