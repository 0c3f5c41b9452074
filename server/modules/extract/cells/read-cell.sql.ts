import pg from 'pg'
import type { InstitutionRow } from '../../organisation/index.ts'
import type { CellAddress } from './cell-list.ts'

/** A row of outlet totals as JSON text: amounts beyond 2^53 stay exact. */
export interface TotalRow {
  institutionId: number
  json: string
}

/** What a cell hands over: the totals of its outlets in force, of one moment. */
export interface CellTotals {
  branch: string
  name: string
  businessDate: string
  dataAsOf: string
  publishedAt: Date
  days: TotalRow[]
  months: TotalRow[]
  /** the whole bank's, as the cell knows them */
  institutions: InstitutionRow[]
}

/** The cell answers, but what it has must not be counted. The message is for people. */
export class CellRefusal extends Error {}

const settings = '-c default_transaction_read_only=on -c statement_timeout=60s -c timezone=Asia/Shanghai'

/**
 * Reads a cell's totals in one read-only snapshot. Throws {@link CellRefusal} when the database is another branch's, has published nothing, or hands over outlets that
 * are not its own; whatever the connection says when it cannot be reached within ten seconds.
 */
export async function readCell({ branch, url }: CellAddress): Promise<CellTotals> {
  const client = new pg.Client({
    connectionString: url,
    options: settings,
    connectionTimeoutMillis: 10_000,
    application_name: 'liuke totals',
  })
  client.on('error', () => undefined) // the statement that runs fails by itself
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await readTotals(client, branch)
  } finally {
    await client.end()
  }
}

async function readTotals(client: pg.Client, branch: string): Promise<CellTotals> {
  const all = async <Row extends object>(text: string, values: unknown[] = []) => (await client.query<Row>(text, values)).rows
  const [extent] = await all<{ kind: string; code: string | null }>('select kind, branch_code as code from extract.extent')
  if (extent?.kind !== 'branch' || extent.code !== branch)
    throw new CellRefusal(`这个地址的数据库${extent?.kind === 'branch' ? `属于机构 ${extent.code}` : '不是分行库'}，不是 ${branch} 的`)
  const [night] = await all<{ businessDate: string; dataAsOf: string; publishedAt: Date }>(
    `select business_date::text as "businessDate", data_as_of::text as "dataAsOf", published_at as "publishedAt" from extract.publication where is_current`,
  )
  if (!night) throw new CellRefusal('还没有发布过')
  const tree = await all<{ own: boolean; institution: InstitutionRow }>(
    `select starts_with(i.path, b.path) as own, to_jsonb(i) - 'path' as institution
     from organisation.institution i, organisation.institution b where b.code = $1 order by i.path`,
    [branch],
  )
  const totals = (table: 'outlet_day' | 'outlet_month') =>
    all<TotalRow>(
      `select institution_id as "institutionId", to_jsonb(t)::text as json from report.${table} t where business_date = $1::date order by 1, 2`,
      [night.businessDate],
    )
  const [days, months] = [await totals('outlet_day'), await totals('outlet_month')]
  const own = new Set(tree.flatMap(({ own: mine, institution }) => (mine ? [institution.id] : [])))
  const foreign = [...days, ...months].find(({ institutionId }) => !own.has(institutionId))
  if (foreign) throw new CellRefusal(`交来了不属于 ${branch} 的网点（编号 ${foreign.institutionId}）`)
  const institutions = tree.map(({ institution }) => institution)
  const name = institutions.find(({ code }) => code === branch)?.name ?? branch
  return { branch, name, ...night, days, months, institutions }
}
