import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { openHome } from '../../platform/home.ts'
import { readState, writeState } from '../../platform/state-file.ts'
import { createProgress } from '../../platform/terminal/progress.ts'
import { enliven } from './sample-life.ts'

/** A Sunday, 10:00 in the outlets, the day after the newest night of the published bank and one. */
const now = new Date('2026-11-22T02:00:00Z')
const root = mkdtempSync(join(tmpdir(), 'liuke-life-'))
const home = openHome({ LIUKE_HOME: root })
const silent = createProgress({ write: () => undefined })

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const written = [
  'privacy.consent',
  'privacy.refusal',
  'contact.contact',
  'contact.promise',
  'contact.promise_step',
  'retention.benefit',
  'retention.benefit_use',
  'retention.leave_case',
  'retention.case_step',
  'retention.wake_up_member',
  'today.plan',
  'approval.request',
]
async function counts(): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {}
  for (const table of written) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(databases.owner)
    numbers[table] = rows[0]?.n ?? 0
  }
  return numbers
}

it('leaves a bank’s own data alone', async () => {
  await enliven(databases, home, now, silent)
  expect(Object.values(await counts()).every((n) => n === 0)).toBe(true)
})

it('gives the sample bank choices, contacts, promises and plans, and every part once although a start was cut off', async () => {
  writeState(home, { sampleLife: 'wanted' })
  await enliven(databases, home, now, silent)
  const first = await counts()
  expect(first['privacy.consent']).toBeGreaterThan(5)
  expect(first['contact.contact']).toBeGreaterThan(5)
  expect(first['today.plan']).toBeGreaterThan(1)
  for (const table of ['benefit', 'benefit_use', 'leave_case', 'case_step']) expect(first[`retention.${table}`]).toBeGreaterThan(3)
  expect(readState(home).sampleLife).toBe('made')
  writeState(home, { sampleLife: 'wanted' })
  await enliven(databases, home, now, silent)
  expect(await counts()).toEqual(first)
})

it('wrote no contact that a manager might not have made: on a working day, in hours, one a customer and day, by an agreed channel', async () => {
  const { rows } = await sql`
    select k.on_date, k.at, k.channel, k.purpose from contact.contact k
    where extract(isodow from k.on_date) > 5 or k.on_date > '2026-11-20' or k.flagged
      or (k.at at time zone 'Asia/Shanghai')::time not between '09:00' and '20:00'
      or (k.at at time zone 'Asia/Shanghai')::time between '12:00' and '14:00'
      or (k.purpose <> 'service' and not exists (select from privacy.consent c where c.customer_id = k.customer_id and c.channel = k.channel and c.purpose = k.purpose and c.valid_from <= k.on_date))
      or exists (select from contact.contact o where o.customer_id = k.customer_id and o.on_date = k.on_date and o.id <> k.id)`.execute(
    databases.owner,
  )
  expect(rows).toEqual([])
})
