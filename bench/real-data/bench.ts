/**
 * Checks the mappings `xiamen` and `berka` against what is known about the public data sets (they are not part of the project):
 * `node bench/real-data/bench.ts <folder with xiamen/ and berka/>`. Prints every figure; exit code 1 when one is not as known.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { lakeStateAt } from '../../night/extract/lake.ts'
import { loadDelivery } from '../../night/extract/load.ts'

const folder = process.argv[2]
if (!folder) throw new Error('用法: node bench/real-data/bench.ts <含 xiamen/ 和 berka/ 的目录>')
const home = mkdtempSync(join(tmpdir(), 'liuke-real-'))
const duckdb = await openDuckdb({ threads: 2 })

async function load(mapping: string, businessDate: string) {
  const lakeDir = join(home, mapping)
  const started = performance.now()
  const result = await loadDelivery({
    lakeDir,
    reportsDir: join(home, 'reports'),
    from: join(folder ?? '', mapping),
    mapping,
    businessDate,
  })
  console.log(`${mapping} ${businessDate}: ${result.outcome}, ${result.rows} rows, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (result.outcome !== 'loaded') throw new Error(JSON.stringify(result.problems.slice(0, 5), null, 2))
  const state = lakeStateAt(lakeDir, businessDate)
  const file = (path: string | undefined) => `read_parquet('${path ?? 'nothing'}')`
  return {
    customer: file(state?.state.customer),
    balance: file(state?.movement.holding_balance.at(-1)?.file),
    postings: state?.movement.transaction.map((part) => part.file) ?? [],
  }
}

const aum = (lake: { customer: string; balance: string }): string => `
  select c.customer_id, cast(coalesce(sum(b.balance_fen), 0) as bigint) as aum
  from ${lake.customer} c left join ${lake.balance} b on b.customer_id = c.customer_id and b.counts_as_aum group by 1`
const tier = (fen: string): string =>
  `case when ${fen} < 5000000 then 0 when ${fen} < 20000000 then 1 when ${fen} < 100000000 then 2 else 3 end`

let wrong = 0
async function expect(what: string, sql: string, known: string) {
  const [row] = await duckdb.all(sql)
  const found = Object.values(row ?? {}).join(' / ')
  if (found !== known) wrong += 1
  console.log(`${found === known ? '✓' : '✗'} ${what}: ${found}${found === known ? '' : `, known ${known}`}`)
}

try {
  const [q3, q4] = [await load('xiamen', '2019-09-30'), await load('xiamen', '2019-12-31')]
  await expect('customers Q3', `select count(*) from ${q3.customer}`, '69126')
  await expect('customers Q4', `select count(*) from ${q4.customer}`, '76170')
  await expect('AUM Q3, fen', `select cast(sum(aum) as bigint) from (${aum(q3)})`, '2584877623395')
  const tiers = [0, 1, 2, 3].map((step) => `count(*) filter (where ${tier('aum')} = ${step}) as t${step}`).join(', ')
  await expect('tiers Q3', `select ${tiers} from (${aum(q3)})`, '31514 / 13657 / 19272 / 4683')
  const moves = `from (${aum(q3)}) a join (${aum(q4)}) b using (customer_id)`
  const [before, after] = [tier('a.aum'), tier('b.aum')]
  await expect(
    'rose / fell',
    `select count(*) filter (where ${after} > ${before}) as up, count(*) filter (where ${after} < ${before}) as down ${moves}`,
    '3625 / 3521',
  )

  await load('berka', '1994-08-31')
  await load('berka', '1994-09-30')
  const { postings } = await load('berka', '1994-10-31')
  const pensions = `from read_parquet([${postings.map((file) => `'${file}'`).join(', ')}]) where kind = 'pension'`
  await expect('accounts with a pension', `select count(distinct account_id) ${pensions}`, '260')
  const september = `select count(*) as credits, cast(sum(amount_fen) as bigint) as total ${pensions} and business_date between date '1994-09-01' and date '1994-09-30'`
  await expect('pension credits of September 1994, haléř', september, '247 / 136342900')
} finally {
  duckdb.close()
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0
