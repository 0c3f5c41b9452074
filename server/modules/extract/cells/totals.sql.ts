import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Database } from '../../../platform/database/pools.ts'
import type { CellTotals, TotalRow } from './read-cell.sql.ts'
import { outletsOf, type CellStanding, type Taken } from './take-totals.rules.ts'

/** The tables that head office holds of its cells, as marts by the names of their models. */
export const totalTables = ['outlet_day', 'outlet_month'] as const

/** What head office has of each cell, and of which business date; undefined before the first time. */
export async function standingTotals(owner: Database): Promise<{ businessDate: string; cells: CellStanding[] } | undefined> {
  const current = await sql<{ date: string }>`select business_date::text as date from extract.publication where is_current`.execute(owner)
  const [night] = current.rows
  if (!night) return undefined
  const rowsOf = async (table: (typeof totalTables)[number]) =>
    (
      await sql<TotalRow & { branch: string }>`
        select o.branch_code as branch, t.institution_id as "institutionId", to_jsonb(t)::text as json
        from ${sql.table(`report.${table}`)} t join report.cell_outlet o using (institution_id)
        where t.business_date = ${night.date}::date order by 2, 3`.execute(owner)
    ).rows
  const [days, months] = [await rowsOf('outlet_day'), await rowsOf('outlet_month')]
  const branches = [...new Set(days.map(({ branch }) => branch))]
  const of = (rows: typeof days, branch: string) => rows.filter((row) => row.branch === branch)
  return { businessDate: night.date, cells: branches.map((branch) => ({ branch, days: of(days, branch), months: of(months, branch) })) }
}

/** Columns of the totals with their types, as the database has them: what the rows of every cell must have as well. */
export async function totalColumns(owner: Database, table: (typeof totalTables)[number]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    name: string
    type: string
  }>`select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${`report.${table}`}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(owner)
  return new Map(rows.map(({ name, type }) => [name, type]))
}

/** Notes how fresh each cell's rows are, and why those are old that are. */
export async function saveCells(client: Pick<ClientBase, 'query'>, { read, problems, standing }: Taken, now: Date): Promise<void> {
  for (const totals of read) {
    await client.query(
      `insert into report.cell (branch_code, branch_name, business_date, data_as_of, published_at, read_at, tried_at, outlets, customers)
       values ($1, $2, $3, $4, $5, $6, $6, $7, $8)
       on conflict (branch_code) do update set branch_name = excluded.branch_name, business_date = excluded.business_date, data_as_of = excluded.data_as_of,
         published_at = excluded.published_at, read_at = excluded.read_at, tried_at = excluded.tried_at, outlets = excluded.outlets,
         customers = excluded.customers, problem = null`,
      [totals.branch, totals.name, totals.businessDate, totals.dataAsOf, totals.publishedAt, now, totals.days.length, customersOf(totals)],
    )
  }
  for (const [branch, problem] of problems) {
    await client.query(
      `insert into report.cell (branch_code, branch_name, tried_at, problem)
       values ($1, coalesce((select name from organisation.institution where code = $1), $1), $2, $3)
       on conflict (branch_code) do update set tried_at = excluded.tried_at, problem = excluded.problem`,
      [branch, now, problem],
    )
  }
  await client.query('delete from report.cell_outlet')
  for (const cell of standing) {
    await client.query('insert into report.cell_outlet (institution_id, branch_code) select unnest($1::int[]), $2', [
      outletsOf(cell),
      cell.branch,
    ])
  }
}

const customersOf = ({ days }: CellTotals): number =>
  days.reduce((sum, { json }) => sum + (JSON.parse(json) as { customers: number }).customers, 0)

/** How fresh the rows of a cell are that head office shows. */
export interface CellFreshness {
  branch: string
  name: string
  businessDate: string | null
  dataAsOf: string | null
  outlets: number
  customers: number
  problem: string | null
}

/** All cells, by code. */
export async function cellFreshness(owner: Database): Promise<CellFreshness[]> {
  const { rows } = await sql<CellFreshness>`select branch_code as branch, branch_name as name, business_date::text as "businessDate",
    data_as_of::text as "dataAsOf", outlets, customers::int as customers, problem from report.cell order by branch_code collate "C"`.execute(
    owner,
  )
  return rows
}
