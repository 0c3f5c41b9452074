import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { showTimeline } from './show-timeline.ts'
import { contactCount } from './timeline.sql.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
const customer = 3
const many = 7
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  // two of them in the same instant: a page may end between them
  await sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, interests, permission, flagged, user_id, staff_id, staff_name, institution_id)
    select gen_random_uuid(), ${customer}, moment, 'call', 'care', 'outbound', 'reached', '{}', 'allowed', false, 3, 13, '陈静', 4
    from (select timestamptz '2026-03-01 10:00+08' - greatest(n, 1) * interval '1 minute' as moment from generate_series(0, ${many - 1}::int) n) as made`.execute(
    databases.owner,
  )
})

const page = async (limit: number, before?: string, scope: Scope = scopes.outlet4) => {
  const person = { userId: scope.userId, login: 'S13', name: '陈静', scope }
  return showTimeline(databases.app, person, { customerId: String(customer), limit, before }, now)
}

describe('a long timeline', () => {
  it.each([1, 2, 3, many, 50])('comes in pages of %i, each contact once, the newest first', async (limit) => {
    const seen: string[] = []
    const moments: string[] = []
    for (let before: string | null | undefined; before !== null;) {
      const part = await page(limit, before)
      if (typeof part === 'string') throw new Error(part)
      expect(part.total).toBe(many)
      const contacts = part.items.flatMap((item) => (item.kind === 'contact' ? [item] : []))
      expect(contacts.length).toBeLessThanOrEqual(limit)
      seen.push(...contacts.map(({ id }) => id))
      moments.push(...contacts.map(({ at }) => at))
      before = part.next
    }
    expect(new Set(seen).size).toBe(many)
    expect(seen).toHaveLength(many)
    expect(moments).toEqual(moments.toSorted().toReversed())
  })

  it('tells what is no contact with the first page alone', async () => {
    await sql`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id, made_at)
      values (gen_random_uuid(), ${customer}, '带宣传册', '2026-03-05', 3, '陈静', 4, ${now})`.execute(databases.owner)
    const first = await page(2)
    if (typeof first === 'string' || first.next === null) throw new Error('there are more pages')
    expect(first.items.map(({ kind }) => kind)).toContain('promise')
    const second = await page(2, first.next)
    expect(typeof second !== 'string' && second.items.map(({ kind }) => kind)).toEqual(['contact', 'contact'])
  })

  it('is nobody’s who does not see the customer, nor are its number of contacts and whom managers met', async () => {
    const asSeenBy = (scope: Scope) =>
      withScope(databases.app, scope, (trx) =>
        Promise.all([
          contactCount(trx, BigInt(customer)),
          sql<{ n: number }>`select count(*)::int as n from contact.made('{13}', '2026-03-01', '2026-03-02')`
            .execute(trx)
            .then(({ rows }) => rows[0]?.n),
        ]),
      )
    expect(await asSeenBy(scopes.outlet4)).toEqual([many, 1])
    for (const scope of [scopes.outlet5, { ...scopes.outlet4, institutions: [] }, { ...scopes.outlet4, managerId: 99 }]) {
      expect(await asSeenBy(scope)).toEqual([0, 0])
      expect(await page(5, undefined, scope)).toBe('NOT_FOUND')
    }
  })
})
