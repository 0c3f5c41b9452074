import type { ClientBase } from 'pg'
import type { Content } from '../../engines/contents.ts'
import type { Target } from './target.ts'

/** What publish does with a mart: which outlets' rows go out, and which of them are in force already. */
export interface Portion {
  target: Target
  file: string
  /** what the mart holds of the outlets that go out here, outlet by outlet; a mart that knows none is one part, 0 */
  contents: Content[]
  /** the mart may hold rows of other outlets too */
  partial: boolean
  /** outlets whose rows of the date are in force as they are, to the last column */
  equal: number[]
  /** nothing of the table has to be written */
  settled: boolean
}

export const outletColumn = 'institution_id'

/** The column of a mart that tells the outlets apart; undefined where rows belong to nobody. */
export const partColumn = ({ model }: Pick<Target, 'model'>): string | undefined =>
  model.columns.includes(outletColumn) ? outletColumn : undefined

/** Has the tables that publish fills tell when somebody else writes into them; those that came with a later version are told so now. */
export async function watchTables(client: ClientBase, targets: readonly Target[]): Promise<void> {
  await client.query(
    `select extract.watch_parts(c.oid) from pg_class c where c.oid = any ($1::text[]::regclass[])
     and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'parts_updated')`,
    [targets.map(({ model }) => `${model.schema}.${model.table}`)],
  )
}

/** Compares a mart with what is in force of its date. Of a date that is new nothing is equal. */
export async function portionOf(
  client: ClientBase,
  mart: Pick<Portion, 'target' | 'file' | 'contents'>,
  businessDate: string,
  outlets: ReadonlySet<number> | undefined,
): Promise<Portion> {
  const { target, file, contents } = mart
  const portion = { target, file, contents, partial: outlets !== undefined && partColumn(target) !== undefined }
  if (!target.partitions.has(businessDate)) return { ...portion, equal: [], settled: false }
  const { rows: known } = await client.query<{ part: number; rows: string; digest: string | null }>(
    `select institution_id as part, rows::text as rows, digest from extract.published_part where table_name = $1 and business_date = $2`,
    [nameOf(target), businessDate],
  )
  const inForce = new Map(known.map(({ part, rows, digest }) => [part, digest === null ? undefined : `${rows} ${digest}`]))
  const equal = contents.filter(({ part, rows, digest }) => inForce.get(part) === `${rows} ${digest}`).map(({ part }) => part)
  return { ...portion, equal, settled: known.length > 0 && equal.length === known.length && equal.length === contents.length }
}

const nameOf = ({ model }: Target): string => `${model.schema}.${model.table}`

/** Notes what is in force from now on; in the transaction of the swap, before anybody else's work in it. */
export async function recordParts(client: ClientBase, portions: readonly Portion[], businessDate: string): Promise<void> {
  const changed = portions.filter(({ settled }) => !settled)
  await client.query('delete from extract.published_part where table_name = any ($1) and business_date = $2', [
    changed.map(({ target }) => nameOf(target)),
    businessDate,
  ])
  const parts = changed.flatMap(({ target, contents }) =>
    contents.map(({ part, rows, digest }) => ({ table_name: nameOf(target), institution_id: part, rows, digest })),
  )
  await client.query(
    `insert into extract.published_part (table_name, business_date, institution_id, rows, digest)
     select table_name, $1::date, institution_id, rows, digest
     from jsonb_to_recordset($2::jsonb) as p (table_name text, institution_id int, rows bigint, digest text)`,
    [businessDate, JSON.stringify(parts)],
  )
}
