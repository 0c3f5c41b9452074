import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { accrue, type AccrualRow } from './accrue.sql.ts'
import { ensureProgramme, postToLedger } from './ledger.sql.ts'
import { ledgerProblems } from './verify.sql.ts'

let databases: Databases
let programmeId = 0
beforeAll(async () => {
  databases = await testDatabase()
  programmeId = await ensureProgramme(databases.owner, { code: 'test', name: '测试', institutionId: 1 })
})
const about = { businessDate: '2026-03-31', about: 'attendance' }
const rows = (month: string, customers: number): AccrualRow[] =>
  Array.from({ length: customers }, (_, n) => ({
    customerId: BigInt(n + 1),
    institutionId: (n % 3) + 1,
    key: `attendance/${month}/${n + 1}`,
    points: BigInt((n % 7) + 1),
    expiresOn: n % 2 ? '2027-12-31' : null,
  }))
const run = (some: AccrualRow[]) => accrue(databases.owner, { programmeId, ...about }, some)
const state = async () => {
  const { rows: found } = await sql<{ digest: string }>`
    select md5(string_agg(concat_ws(',', h.customer_id, h.available, h.owed, h.sequence, encode(h.head, 'hex')), ';' order by h.customer_id)) as digest
    from points.holder h`.execute(databases.owner)
  return found[0]?.digest
}

it('accrues everybody once, and a second run changes nothing', async () => {
  expect(await run(rows('03', 500))).toEqual({ made: 500n, passedOver: 0n })
  const once = await state()
  expect(await run(rows('03', 500))).toEqual({ made: 0n, passedOver: 500n })
  expect(await state()).toBe(once)
})

it('goes on where a shorter run ended, and writes what single postings would write', async () => {
  await run(rows('04', 100))
  expect(await run(rows('04', 500))).toEqual({ made: 400n, passedOver: 100n })
  expect((await ledgerProblems(databases.owner)).problems).toEqual([])
})

it('lets whoever owes points pay them first', async () => {
  const post = (kind: 'earn' | 'spend' | 'reverse', rest: object) =>
    postToLedger(databases.owner, { programmeId, customerId: 9_001n, kind, key: `9001/${kind}`, institutionId: 1, ...about, ...rest })
  const earned = await post('earn', { points: 10n })
  await post('spend', { points: 10n })
  await post('reverse', { refersTo: earned?.postingId })
  expect(await run([{ customerId: 9_001n, institutionId: 1, key: 'owes', points: 12n, expiresOn: null }])).toEqual({
    made: 1n,
    passedOver: 0n,
  })
  const { rows: found } = await sql`select available, owed from points.holder where customer_id = 9001`.execute(databases.owner)
  expect(found).toEqual([{ available: 2n, owed: 0n }])
  expect((await ledgerProblems(databases.owner)).problems).toEqual([])
})

it('asked for twice at once, while customers open accounts and earn by themselves, gives everybody theirs once', async () => {
  const many = rows('07', 2_000).map((row) => ({ ...row, customerId: row.customerId + 20_000n, key: `twice/${row.key}` }))
  const singles = Array.from({ length: 40 }, (_, n) =>
    postToLedger(databases.owner, {
      programmeId,
      customerId: 20_001n + BigInt(n * 50),
      kind: 'earn',
      key: `beside/${n}`,
      points: 1n,
      institutionId: 1,
      ...about,
    }),
  )
  const both = await Promise.all([run(many), run(many), ...singles])
  expect(both.slice(0, 2)).toEqual(
    expect.arrayContaining([
      { made: 2_000n, passedOver: 0n },
      { made: 0n, passedOver: 2_000n },
    ]),
  )
  const { rows: held } = await sql<{
    points: bigint
  }>`select sum(available)::bigint as points from points.holder where customer_id > 20000`.execute(databases.owner)
  expect(held[0]?.points).toBe(many.reduce((sum, row) => sum + row.points, 0n) + 40n)
  expect((await ledgerProblems(databases.owner)).problems).toEqual([])
})

it('leaves nothing when one row is wrong', async () => {
  const before = await state()
  await expect(run([...rows('05', 10), { customerId: 20n, institutionId: 1, key: 'none', points: 0n, expiresOn: null }])).rejects.toThrow(
    /check/,
  )
  expect(await state()).toBe(before)
})

it('cut off in the middle leaves nothing, and is simply run again', async () => {
  const before = await state()
  const many = rows('06', 4_000)
  const running = run(many).then(
    () => 'done',
    () => 'killed',
  )
  const kill = async (): Promise<boolean> => {
    const { rows: killed } = await sql`
      select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%points.accrue(%'`.execute(
      databases.owner,
    )
    return killed.length > 0
  }
  let ended: string | undefined
  void running.then((how) => (ended = how))
  while (ended === undefined && !(await kill())) await new Promise((resolve) => setTimeout(resolve, 2))
  expect(await running).toBe('killed')
  expect(await state()).toBe(before)
  expect(await run(many)).toEqual({ made: 4_000n, passedOver: 0n })
  const once = await state()
  expect(await run(many)).toEqual({ made: 0n, passedOver: 4_000n })
  expect(await state()).toBe(once)
  expect((await ledgerProblems(databases.owner)).problems).toEqual([])
})
