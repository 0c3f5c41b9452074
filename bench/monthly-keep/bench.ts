/**
 * Monthly keep, monthly receive (M61) on the pension accounts of the public data set `berka` (not part of the project), under pack `plain`:
 * `node bench/monthly-keep/bench.ts <folder with berka/>`. Loads August and September 1994, runs their nights, starts the programme through its approvals, accrues
 * September, hands out at the outlet with most pensioners and accrues again. Who kept each step is worked out once more from the postings themselves; exit code 1 when
 * anything differs.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { verifyLedger } from '../../server/modules/points/index.ts'
import { handOutGift } from '../../server/modules/points/gifts/hand-out-gift.ts'
import { awardDuePoints } from '../../server/modules/points/rewards/award-points.ts'
import { keepClaims, keepDays, openKeepBank, startMonthlyKeep, stockKeepGifts } from '../../test/support/keep-bank.ts'
import { withPostgres } from '../night/server.ts'

const folder = process.argv[2]
if (!folder) throw new Error('用法: node bench/monthly-keep/bench.ts <含 berka/ 的目录>')
const berka = join(folder, 'berka')
const steps = [5_000, 8_000, 10_000] as const
const now = new Date(`${keepDays.today}T10:00:00+08:00`)
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]).toString('base64')

/** Owners of accounts with a pension credit in September, with the lowest balance at the end of its days, from the files alone. */
async function keptByTheFiles(): Promise<Record<number, string[]>> {
  const duckdb = await openDuckdb({ threads: 2 })
  const file = (name: string) => `read_csv('${join(berka, name)}', all_varchar = true)`
  try {
    const rows = await duckdb.all(`
      with postings as (
        select account_id, cast(date as date) as day, cast(trans_id as bigint) as place, cast(balance as decimal(18, 2)) as balance, k_symbol
        from ${file('trans_*.csv.gz')} where cast(date as date) <= date '${keepDays.september}'
      ), ends as (
        select account_id, day, arg_max(balance, place) as balance from postings group by account_id, day
      ), days as (
        select account_id, d.day, (
          select arg_max(e.balance, e.day) from ends e where e.account_id = a.account_id and e.day <= d.day) as balance
        from (select distinct account_id from postings where k_symbol = 'DUCHOD' and day >= date '1994-09-01') a
          cross join (select cast(unnest(generate_series(date '1994-09-01', date '${keepDays.september}', interval 1 day)) as date) as day) d
      ), lowest as (select account_id, min(balance) as lowest from days group by account_id)
      select d.client_id as owner, cast(case when lowest >= ${steps[2]} then 3 when lowest >= ${steps[1]} then 2 when lowest >= ${steps[0]} then 1 else 0 end as integer) as step
      from lowest join ${file('disp.csv.gz')} d on d.account_id = lowest.account_id and d.type = 'OWNER' order by cast(d.client_id as integer)`)
    const found: Record<number, string[]> = { 0: [], 1: [], 2: [], 3: [] }
    for (const row of rows) found[Number(row['step'])]?.push(String(row['owner']))
    return found
  } finally {
    duckdb.close()
  }
}

let wrong = 0
const check = (what: string, good: boolean, shown: string) => {
  if (!good) wrong += 1
  console.log(`${good ? '✓' : '✗'} ${what}: ${shown}`)
}

const home = mkdtempSync(join(tmpdir(), 'liuke-keep-'))
try {
  const files = await keptByTheFiles()
  const pensioners = Object.values(files).reduce((sum, { length }) => sum + length, 0)
  await withPostgres(join(home, 'postgres'), async (_server, databases) => {
    const started = performance.now()
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
    const bank = await openKeepBank(databases, berka, join(home, 'home'), await hashPassword('bench'))
    const { rows: night } = await sql<{ receiving: number }>`
      select count(*)::int as receiving from payroll.receiving_month where business_date = ${keepDays.september} and received`.execute(
      databases.owner,
    )
    check(
      'customers with a pension in September 1994',
      night[0]?.receiving === pensioners,
      `${night[0]?.receiving}, by the files ${pensioners} (${seconds()})`,
    )
    await startMonthlyKeep(databases, bank)
    const gifts = await stockKeepGifts(databases, bank, 40)

    const made = await awardDuePoints(databases.owner, now)
    const claims = await keepClaims(databases)
    for (const [at, yuan] of steps.entries()) {
      const step = at + 1
      const [owed, known] = [claims[step] ?? [], files[step] ?? []]
      check(
        `step ${step}, at least ${yuan}`,
        owed.join() === known.join(),
        `${owed.length} customers, by the files ${known.length}; first ${owed.slice(0, 5).join(', ')}`,
      )
    }
    check('below every step', true, `${files[0]?.length}`)
    check('pieces owed', made === BigInt(pensioners - (files[0]?.length ?? 0)), String(made))
    check('the same accrual once more', (await awardDuePoints(databases.owner, now)) === 0n, 'changes nothing')

    const desk = await sql<{ id: string; step: number }>`
      select h.customer_id::text as id, u.step from points.purse u join points.holder h using (programme_id) join customer.customer c using (customer_id)
      where h.available = 1 and c.business_date = ${keepDays.september} and c.institution_id = ${bank.outletId} order by h.customer_id`.execute(
      databases.owner,
    )
    let out = 0
    for (const { id, step } of desk.rows) {
      const wish = { id: randomUUID(), customerId: id, giftId: gifts[step - 1] ?? 0, signature: png }
      const done = await handOutGift(databases.app, bank.person('lobby_manager'), wish, now)
      if (typeof done === 'object') out += 1
      const other = { ...wish, id: randomUUID(), giftId: gifts[step % gifts.length] ?? 0 }
      if (typeof (await handOutGift(databases.app, bank.person('lobby_manager'), other, now)) === 'object') wrong += 1
    }
    check('handed out at the desk, each its own step', out === desk.rows.length, `${out} of ${desk.rows.length}`)
    const { rows: stock } = await sql<{ left: number }>`select sum(available)::int as left from points.stock_batch`.execute(databases.owner)
    check('stock', stock[0]?.left === 3 * 40 - out, `${stock[0]?.left} of 120 left`)
    const owed = Object.values(await keepClaims(databases)).reduce((sum, { length }) => sum + length, 0)
    check('still owed', owed === Number(made) - out, String(owed))
    check('an accrual after the hand-outs', (await awardDuePoints(databases.owner, now)) === 0n, 'changes nothing')
    const verdict = await verifyLedger(databases.owner)
    check(
      'liuke ledger verify',
      verdict.problems.length === 0,
      `${verdict.postings} postings, ${verdict.problems.length} problems (${seconds()})`,
    )
  })
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0
