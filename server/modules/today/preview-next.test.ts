import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { TodayList } from './contract.ts'
import { nextWorkingDayAfter } from './next-working-day.rules.ts'
import { openToday } from './open-today.ts'
import { previewNext } from './preview-next.ts'

/** A Sunday evening. */
const sunday = new Date('2026-11-22T11:00:00Z')
const manager = { userId: 5, login: 'x', name: '李娜', scope: scopes.manager14 }
const teller = { userId: 6, login: 'x', name: '范浩', scope: scopes.teller }

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})
const given = (answer: TodayList | string): TodayList => {
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

it('is refused before there is data, and to who has no lists', async () => {
  expect(await previewNext(databases.app, manager, undefined, sunday)).toBe('NOT_READY')
  await publishBank(databases)
  expect(await previewNext(databases.app, teller, 14, sunday)).toBe('FORBIDDEN')
  expect(await previewNext(databases.app, manager, 15, sunday)).toBe('NOT_FOUND')
})

it('shows on a Sunday what Monday brings, keeps nothing of it, and says so', async () => {
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select customer_id, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', 1 from customer.customer where business_date = '2026-11-20' and manager_id = 14`.execute(
    databases.owner,
  )
  await sql`update customer.customer_snapshot set phone_usable = true, inflow_7d_fen = 9000000, pass_through_30d_fen = 0 where manager_id = 14`.execute(
    databases.owner,
  )
  const today = given(await openToday(databases.app, manager, undefined, sunday))
  expect(today).toMatchObject({ workingDay: false, nextWorkingDay: '2026-11-23', preview: false })
  expect(today.items.filter(({ channel }) => channel === 'call')).toEqual([])
  const next = given(await previewNext(databases.app, manager, undefined, sunday))
  expect(next).toMatchObject({ planDate: '2026-11-23', workingDay: true, preview: true, nextWorkingDay: '2026-11-24' })
  expect(next.items.filter(({ channel }) => channel === 'call')).toHaveLength(3)
  const { rows } = await sql`select plan_date from today.plan`.execute(databases.owner)
  expect(rows).toEqual([{ plan_date: '2026-11-22' }])
})

it('is the plan that Monday makes when nothing changes', async () => {
  const next = given(await previewNext(databases.app, manager, undefined, sunday))
  const monday = given(await openToday(databases.app, manager, undefined, new Date('2026-11-23T01:30:00Z')))
  const chosen = ({ items }: TodayList) => items.map(({ customerId, channel, valueFen }) => [customerId, channel, valueFen])
  expect(chosen(next)).toEqual(chosen(monday))
})

it('passes over holidays and weekends', () => {
  const off = new Set(['2026-10-01', '2026-10-02', '2026-10-03'])
  expect(nextWorkingDayAfter('2026-09-30', (day) => !off.has(day))).toBe('2026-10-04')
  expect(nextWorkingDayAfter('2026-09-30', () => false)).toBe('2026-10-01')
})
