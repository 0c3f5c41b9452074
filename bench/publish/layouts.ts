import type pg from 'pg'
import { table } from '../night/markdown.ts'

const inForce = 'customer.customer_snapshot'
const byOutlet = 'customer.snapshot_by_outlet'

/** What people ask for, as the modules ask it. */
const questions: Record<string, (source: string, date: string) => string> = {
  'one customer by number': (source, date) => `select * from ${source} where business_date = '${date}' and customer_id = 4711`,
  'fifty customers by number': (source, date) =>
    `select aum_fen from ${source} where business_date = '${date}' and customer_id = any (array(select n * 997 from generate_series(1, 50) n)::bigint[])`,
  'first page of an outlet by AUM': (source, date) =>
    `select customer_id, aum_fen from ${source} where business_date = '${date}' and institution_id = any ((select array[min(institution_id)] from organisation.seen)::int[])
     order by aum_fen desc, customer_id limit 50`,
  'first page of the whole branch by AUM': (source, date) =>
    `select customer_id, aum_fen from ${source} where business_date = '${date}' and institution_id = any ((select array_agg(institution_id) from organisation.seen)::int[])
     order by aum_fen desc, customer_id limit 50`,
  'a manager’s customers joined with their persons': (source, date) =>
    `select s.customer_id, c.name from ${source} s join customer.customer c on c.business_date = s.business_date and c.customer_id = s.customer_id
     where s.business_date = '${date}' and s.manager_id = 7 order by s.aum_fen desc limit 50`,
}

interface Plan {
  'Planning Time': number
  'Execution Time': number
}

/** The snapshot of a date as it is, and split by outlet below the date: planning and execution of five questions, the median of seven, and the time to fill and index. */
export async function compareLayouts(pool: pg.Pool, date: string): Promise<string> {
  await pool.query(`create table organisation.seen as select distinct institution_id from ${inForce}`)
  const { rows: outlets } = await pool.query<{ id: number }>('select institution_id as id from organisation.seen order by 1')
  await pool.query(`create table ${byOutlet} (like ${inForce} including defaults, primary key (business_date, institution_id, customer_id))
    partition by list (institution_id)`)
  for (const { id } of outlets) await pool.query(`create table ${byOutlet}_${id} partition of ${byOutlet} for values in (${id})`)
  await pool.query(`insert into ${byOutlet} select * from ${inForce} where business_date = '${date}'`)
  const { rows: indexes } = await pool.query<{ using: string }>(
    `select substring(pg_get_indexdef(indexrelid) from ' USING .*') as using from pg_index where indrelid = $1::regclass and not indisprimary`,
    [inForce],
  )
  for (const { using } of indexes) await pool.query(`create index on ${byOutlet}${using}`)
  await pool.query(`analyze ${byOutlet}`)
  const lines: string[][] = []
  for (const [what, ask] of Object.entries(questions)) {
    const [now, split] = [await timed(pool, ask(inForce, date)), await timed(pool, ask(byOutlet, date))]
    lines.push([what, now.planning, now.execution, split.planning, split.execution])
  }
  const { rows } = await pool.query<{ now: number; split: number }>(
    `select (select count(*)::int from pg_partition_tree('${inForce}')) * ${indexes.length + 2} as now,
       (select count(*)::int from pg_partition_tree('${byOutlet}')) * ${indexes.length + 2} as split`,
  )
  const head = ['milliseconds, median of 7', 'by date: plan', 'run', `by date × ${outlets.length} outlets: plan`, 'run']
  return `${table(head, lines)}\n\nTables and indexes of one date of one table: ${rows[0]?.now} / ${rows[0]?.split}`
}

async function timed(pool: pg.Pool, question: string): Promise<{ planning: string; execution: string }> {
  const plans: Plan[] = []
  for (let n = 0; n < 8; n++) {
    const { rows } = await pool.query<{ 'QUERY PLAN': Plan[] }>(`explain (analyze, timing off, summary on, format json) ${question}`)
    const [plan] = rows[0]?.['QUERY PLAN'] ?? []
    if (plan && n > 0) plans.push(plan)
  }
  const median = (of: keyof Plan) => (plans.map((plan) => plan[of]).sort((a, b) => a - b)[3] ?? 0).toFixed(2)
  return { planning: median('Planning Time'), execution: median('Execution Time') }
}
