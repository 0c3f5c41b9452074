import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { writeChain } from '../test/support/audit.ts'
import { testDatabase } from '../test/support/database.ts'
import { runDuties } from './duties.ts'

it('anchors by itself, reports a duty that fails and goes on', async () => {
  const { owner } = await testDatabase()
  const troubles: unknown[] = []
  await writeChain(owner, 3)
  // no policies were seeded: the watch fails at every turn
  const end = runDuties({
    owner,
    now: () => new Date('2026-03-02T10:00:00+08:00'),
    onTrouble: (error) => troubles.push(error),
    watchEvery: 20,
    anchorEvery: 20,
  })
  await expect.poll(async () => (await sql`select number from audit.anchor`.execute(owner)).rows.length, { timeout: 10_000 }).toBe(1)
  await expect.poll(() => troubles.length, { timeout: 10_000 }).toBeGreaterThan(1)
  await end()
  expect(String(troubles[0])).toMatch(/lookup_watch/)
  const seen = troubles.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(troubles.length).toBe(seen)
})
