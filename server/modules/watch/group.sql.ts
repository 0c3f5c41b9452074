import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Group } from './contract.ts'
import type { Watched } from './in-watch.ts'

type Figures = Record<string, RawBuilder<unknown>>
type Row<F extends Figures> = Group & { [K in keyof F]: bigint | null }

interface Grouped<F extends Figures> {
  /** a table of the night with institution_id and manager_id */
  from: string
  figures: F
  /** also by tier; the table has one */
  byTier?: boolean
  where?: RawBuilder<unknown>
}

const outlets = sql`, (w.institution_id)`
const tiers = sql`, (w.tier)`

/**
 * Sums of a night's table over all, each tier, each outlet and each manager at an outlet. Who sees the own portfolio only has no outlets: the sum would be of a part. A
 * sum of nothing known is null; without any row there is the one of all, with nulls.
 */
export async function groupedSums<F extends Figures>(
  { trx, scope, businessDate, institutions }: Watched,
  { from, figures, byTier = false, where = sql`true` }: Grouped<F>,
): Promise<Row<F>[]> {
  const sums = Object.entries(figures).map(([name, figure]) => sql`sum(${figure})::bigint as ${sql.ref(name)}`)
  const tier = byTier ? sql`w.tier` : sql`null::text`
  const { rows } = await sql<Row<F>>`
    with sums as (
      select ${tier} as tier, w.institution_id, w.manager_id, ${byTier ? sql`grouping(w.tier)` : sql`1`} as every_tier,
        grouping(w.institution_id) as every_outlet, grouping(w.manager_id) as every_manager, ${sql.join(sums)}
      from ${sql.table(from)} w
      where w.business_date = ${businessDate} and w.institution_id = any (${[...institutions]}::integer[]) and ${where}
      group by grouping sets ((), (w.institution_id, w.manager_id)${scope.managerId === null ? outlets : sql``}${byTier ? tiers : sql``})
    )
    select
      case when every_tier = 0 then 'tier' when every_manager = 0 then 'manager' when every_outlet = 0 then 'outlet' else 'all' end as kind,
      case when every_tier = 0 then s.tier when every_manager = 0 then concat(s.institution_id, '-', s.manager_id) when every_outlet = 0 then s.institution_id::text
        else 'all' end as key,
      s.institution_id as "institutionId", s.manager_id as "managerId",
      case when every_manager = 0 then m.name when every_outlet = 0 then i.name end as name,
      ${sql.join(Object.keys(figures).map((name) => sql`s.${sql.ref(name)}`))}
    from sums s left join organisation.institution i on i.id = s.institution_id left join organisation.staff m on m.id = s.manager_id
    order by every_tier, every_outlet desc, every_manager desc, i.code collate "C", m.staff_no collate "C" nulls last`.execute(trx)
  return rows
}

/** Month ends, and the business date last, of a night's table, summed over the institutions. */
export async function sumsByDate<F extends Figures>(
  trx: Scoped,
  from: string,
  date: RawBuilder<unknown>,
  figures: F,
  where: RawBuilder<unknown>,
): Promise<({ date: string } & { [K in keyof F]: bigint })[]> {
  const sums = Object.entries(figures).map(([name, figure]) => sql`sum(${figure})::bigint as ${sql.ref(name)}`)
  const { rows } = await sql<{ date: string } & { [K in keyof F]: bigint }>`
    select ${date} as date, ${sql.join(sums)} from ${sql.table(from)} w where ${where} group by 1 order by 1`.execute(trx)
  return rows
}
