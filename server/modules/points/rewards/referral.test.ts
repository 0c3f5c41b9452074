import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import { witnessOccurrence } from './witness-occurrence.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const scope = scopes.outlet4
const president: Person = { userId: 3, login: 'president', name: '行长', scope }

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  const set = (id: number, what: string) =>
    sql.raw(`update customer.customer set ${what} where customer_id = ${id}`).execute(databases.owner)
  await set(21, `phone = (select phone from customer.customer where customer_id = 24 limit 1)`)
  await set(27, `status = 'staff'`)
  await set(30, `phone = (select phone from customer.customer where customer_id = 27 limit 1)`)
})
const bring = (customerId: string, otherCustomerId: string) =>
  witnessOccurrence(
    databases.app,
    president,
    { id: randomUUID(), customerId, what: 'referral_qualified', proof: '开户申请上的推荐人', otherCustomerId },
    now,
  )

it('a referral is no referral of oneself, in a ring, twice, or among the bank’s own people', async () => {
  expect(await bring('3', '6')).toEqual({ repeated: false })
  expect(await bring('6', '15')).toEqual({ repeated: false })
  expect(await bring('15', '3')).toBe('ring')
  expect(await bring('6', '3')).toBe('ring')
  expect(await bring('18', '6')).toBe('brought')
  expect(await bring('3', '3')).toBe('self')
  expect(await bring('21', '24')).toBe('self')
  expect(await bring('3', '27')).toBe('staff')
  expect(await bring('3', '30')).toBe('staff')
  expect(await bring('3', '5')).toBe('NOT_FOUND')
  const { rows } =
    await sql`select detail ->> 'refusal' as refusal from audit.entry where action = 'witness-occurrence' and outcome = 'refused' order by id limit 2`.execute(
      databases.owner,
    )
  expect(rows).toEqual([{ refusal: 'ring' }, { refusal: 'ring' }])
})

it('is held to it past the program', async () => {
  const around =
    sql`insert into points.occurrence (id, customer_id, what, business_date, institution_id, proof, recorded_by, at, other_customer_id)
    values (gen_random_uuid(), 15, 'referral_qualified', '2026-11-22', 4, 'xx', 1, now(), 3)`.execute(databases.owner)
  await expect(around).rejects.toThrow('ring')
})
