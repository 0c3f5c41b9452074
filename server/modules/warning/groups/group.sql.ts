import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { Filter } from '../../customer/contract.ts'
import type { RiskGroup } from '../contract.ts'
import type { GroupDefined, GroupRate } from './contract.ts'

export interface GroupRecord {
  id: number
  name: string
  institutionId: number
  institutionName: string
  filters: Filter[]
  validFrom: string
  madeBy: string
}

/** Groups that are in force on a day or will be, of a place: defined at it, above it or below it. Row-level security decides which of them are known. */
export async function ownGroups(trx: Scoped, institutionId: number, day: string): Promise<GroupRecord[]> {
  const { rows } = await sql<GroupRecord>`
    select g.id, g.name, g.institution_id as "institutionId", coalesce(i.name, '上级机构') as "institutionName", g.filters, g.valid_from as "validFrom",
      g.made_name as "madeBy"
    from warning.own_group g left join organisation.institution i on i.id = g.institution_id
    left join organisation.institution here on here.id = ${institutionId}
    where (g.valid_until is null or g.valid_until >= ${day}) and (i.id is null or starts_with(here.path, i.path) or starts_with(i.path, here.path))
    order by g.valid_from desc, g.id desc limit 50`.execute(trx)
  return rows
}

/** Groups in force on a day, wherever they were defined, with the institutions whose customers they are of. `owner` is the owner's handle. */
export async function groupsInForce(owner: Database, day: string): Promise<{ id: number; filters: Filter[]; institutions: number[] }[]> {
  const { rows } = await sql<{ id: number; filters: Filter[]; institutions: number[] }>`
    select g.id, g.filters, array(select child.id from organisation.institution node join organisation.institution child on starts_with(child.path, node.path)
      where node.id = g.institution_id) as institutions
    from warning.own_group g where g.valid_from <= ${day} and (g.valid_until is null or g.valid_until >= ${day}) order by g.id`.execute(
    owner,
  )
  return rows
}

/** How many meet a group's conditions, and how many of them are warned of. */
export async function countMembers(
  trx: Scoped,
  businessDate: string,
  members: RawBuilder<unknown>,
): Promise<{ members: number; warned: number }> {
  const { rows } = await sql<{ members: number; warned: number }>`
    select count(*)::int as members, count(a.customer_id)::int as warned from (${members}) m
    left join warning.alert a on a.business_date = ${businessDate} and a.customer_id = m.customer_id`.execute(trx)
  return rows[0] ?? { members: 0, warned: 0 }
}

export async function insertGroup(trx: Scoped, group: GroupDefined, filters: readonly Filter[], by: Person, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into warning.own_group (institution_id, name, filters, valid_from, replaces, made_by, made_name, made_at)
    values (${group.institutionId}, ${group.name}, ${JSON.stringify(filters)}::jsonb, ${group.validFrom}, ${group.replaces ?? null}, ${by.userId}, ${by.name}, ${now})
    returning id`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('insert into warning.own_group returned no id')
  return row.id
}

/** Ends a group of one of these institutions: its last day is the one before `on`. False when there is none that has not ended. */
export async function endOwnGroup(
  trx: Scoped,
  id: number,
  { on, userId, institutions }: { on: string; userId: number; institutions: readonly number[] },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update warning.own_group set valid_until = greatest(${on}::date - 1, valid_from - 1), ended_by = ${userId}
    where id = ${id} and valid_until is null and institution_id = any (${[...institutions]}::int[])`.execute(trx)
  return numAffectedRows === 1n
}

interface RateRow extends Omit<GroupRate, 'rateBp'> {
  group: RiskGroup | null
  ownGroup: number | null
}

/** What became of who was in each group at the newest month end that tells, of the institutions asked for. Row-level security decides of whose customers. */
export async function groupRates(trx: Scoped, businessDate: string, institutions: readonly number[]): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`
    with came as (select max(as_of) as as_of from retention.attrition_came where business_date = ${businessDate}),
    built_in as (
      select max(g.business_date) as on_date from came join warning.risk_group g on g.business_date <= came.as_of and g.business_date >= date_trunc('month', came.as_of)),
    own as (
      select max(m.business_date) as on_date from came join warning.own_group_member m on m.business_date <= came.as_of and m.business_date >= date_trunc('month', came.as_of)),
    then_in as (
      select g.risk_group as "group", null::int as own_group, g.customer_id, g.institution_id from warning.risk_group g join built_in on built_in.on_date = g.business_date
      union all
      select null, m.group_id, m.customer_id, m.institution_id from warning.own_group_member m join own on own.on_date = m.business_date)
    select t."group", t.own_group as "ownGroup", came.as_of as "asOf", count(*)::int as members, count(*) filter (where o.has_left)::int as left
    from then_in t cross join came
    left join retention.attrition_came o on o.business_date = ${businessDate} and o.customer_id = t.customer_id
    left join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = t.customer_id
    where t.institution_id = any (${[...institutions]}::int[]) and (o.customer_id is null or o.has_left is not null)
      and (s.customer_id is null or s.bucket = 'counted')
    group by t."group", t.own_group, came.as_of`.execute(trx)
  return rows
}
