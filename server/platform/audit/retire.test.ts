import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { behindTheTrail, writeAt, writeChain } from '../../../test/support/audit.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../database/pools.ts'
import { retireAudit } from './retire.ts'
import { verifyAudit } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-retire-'))
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})
afterAll(() => rmSync(folder, { recursive: true }))

const problems = async () => (await verifyAudit(databases.owner)).problems.map(({ kind }) => kind)

it('exports and removes what is old and anchored, and the rest still verifies', async () => {
  await writeAt(databases.owner, 40, ['2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z'])
  await writeChain(databases.owner, 3)
  const cutoff = new Date('2023-01-01T00:00:00Z')
  const done = await retireAudit(databases.owner, cutoff, folder)
  expect(done?.entries).toBe(2n)
  const lines = gunzipSync(readFileSync(done?.file ?? ''))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { chain: number; sequence: number })
  expect(lines.map(({ chain, sequence }) => [chain, sequence])).toEqual([
    [40, 1],
    [40, 2],
  ])
  expect(await problems()).toEqual([])
  expect(await retireAudit(databases.owner, cutoff, folder)).toBeUndefined()
  const { rows } = await sql<{ detail: { sha256: string } }>`select detail from audit.entry where action = 'retire-audit'`.execute(
    databases.owner,
  )
  expect(rows.map(({ detail }) => detail.sha256)).toEqual([done?.sha256])
})

it('keeps what follows something young, however old it claims to be', async () => {
  // the program's own entries lie in chains that it picks: this one needs a chain that has none
  const { rows } = await sql<{ chain: number }>`select n as chain from generate_series(0, 63) n
    where not exists (select from audit.entry e where e.chain = n) and n <> 40 order by n limit 1`.execute(databases.owner)
  await writeAt(databases.owner, rows[0]?.chain ?? 41, ['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z', '2020-01-02T00:00:00Z'])
  expect((await retireAudit(databases.owner, new Date('2023-01-01T00:00:00Z'), folder))?.entries).toBe(1n)
  expect(await problems()).toEqual([])
})

it('finds a floor moved without a retirement, and retired rows put back', async () => {
  const move = 'update audit.chain c set floor_sequence = floor_sequence - 1 where floor_sequence > 0'
  expect(await behindTheTrail(databases, [move], problems)).toContain('truncated')
})
