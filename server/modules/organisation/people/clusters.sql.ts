import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Cluster, InstitutionNode } from './contract.ts'

export type ClusterRole = Cluster['members'][number]['role']

/** The institutions of the scope, parents first, with people and outlets there and below, and the cluster of `today`. */
export async function institutionTree(trx: Scoped, today: string): Promise<InstitutionNode[]> {
  const { rows } = await sql<InstitutionNode>`
    with node as (select * from organisation.institution where id = any ((select platform.visible_institutions())::int[])
    ), held as (
      select institution_id, count(distinct staff_id)::int as people from organisation.post
      where (from_on is null or from_on <= ${today}) and (until_on is null or until_on > ${today}) group by institution_id
    ), above as (
      select child.id, child.level, top.id as top from node child, unnest(string_to_array(trim(both '/' from child.path), '/')::int[]) as top (id)
    ), below as (
      select above.top as id, count(distinct p.staff_id)::int as people from above join organisation.post p on p.institution_id = above.id
        and (p.from_on is null or p.from_on <= ${today}) and (p.until_on is null or p.until_on > ${today})
      group by above.top
    ), outlets as (
      select top as id, count(*)::int as outlets from above where level = 'outlet' group by top
    )
    select node.id, node.code, node.name, node.level, node.parent_id as "parentId", coalesce(held.people, 0) as people,
      coalesce(below.people, 0) as "peopleBelow", coalesce(outlets.outlets, 0) as outlets,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'role', m.role) end as cluster
    from node left join held on held.institution_id = node.id left join below on below.id = node.id left join outlets on outlets.id = node.id
    left join organisation.cluster_member m on m.institution_id = node.id
      and (m.from_on is null or m.from_on <= ${today}) and (m.until_on is null or m.until_on > ${today})
    left join organisation.cluster c on c.id = m.cluster_id
    order by string_to_array(node.path, '/')`.execute(trx)
  return rows
}

/** Clusters with members in the scope, of today and later, core first. */
export async function clustersSeen(trx: Scoped, today: string): Promise<Cluster[]> {
  const { rows } = await sql<Cluster>`
    select c.id, c.name, c.source, jsonb_agg(jsonb_build_object('institutionId', m.institution_id, 'name', i.name, 'role', m.role, 'fromOn', m.from_on)
      order by m.role <> 'core', i.code) as members
    from organisation.cluster c join organisation.cluster_member m on m.cluster_id = c.id join organisation.institution i on i.id = m.institution_id
    where m.until_on is null or (m.until_on > ${today} and m.until_on > m.from_on)
    group by c.id order by c.name, c.id`.execute(trx)
  return rows
}

/** A cluster with a running or coming member in the scope, and whether all of its members are in it. */
export async function findCluster(
  trx: Scoped,
  id: number,
): Promise<{ source: string; members: { id: number; institutionId: number; role: ClusterRole }[] } | undefined> {
  const { rows } = await sql<{ source: string; members: { id: number; institutionId: number; role: ClusterRole }[] }>`
    select c.source, jsonb_agg(jsonb_build_object('id', m.id, 'institutionId', m.institution_id, 'role', m.role)) as members
    from organisation.cluster c join organisation.cluster_member m on m.cluster_id = c.id and m.until_on is null
    where c.id = ${id} group by c.id`.execute(trx)
  return rows[0]
}

/** How many members a cluster has, those outside the scope included. */
export async function membersInAll(trx: Scoped, id: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select organisation.cluster_size(${id}) as n`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Of some institutions those of the scope, with their level and whether the bank itself says their cluster. */
export async function outletsAmong(trx: Scoped, ids: readonly number[]): Promise<{ id: number; level: string; told: boolean }[]> {
  const { rows } = await sql<{ id: number; level: string; told: boolean }>`
    select id, level, cluster_code is not null as told from organisation.institution
    where id = any (${[...ids]}::int[]) and id = any ((select platform.visible_institutions())::int[])`.execute(trx)
  return rows
}

export async function insertCluster(trx: Scoped, name: string, by: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation.cluster (name, source, made_by) values (${name}, 'screen', ${by}) returning id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the new cluster has no id')
  return id
}

export async function renameCluster(trx: Scoped, id: number, name: string): Promise<void> {
  await sql`update organisation.cluster set name = ${name} where id = ${id}`.execute(trx)
}

/** Ends memberships: from `untilOn` on they hold no more. */
export async function endMembers(trx: Scoped, ids: readonly number[], untilOn: string, by: number): Promise<void> {
  await sql`update organisation.cluster_member set until_on = greatest(from_on, ${untilOn}::date), ended_by = ${by} where id = any (${[...ids]}::int[])`.execute(
    trx,
  )
}

export async function insertMember(
  trx: Scoped,
  member: { clusterId: number; institutionId: number; role: ClusterRole; fromOn: string; madeBy: number },
): Promise<void> {
  await sql`insert into organisation.cluster_member (cluster_id, institution_id, role, from_on, source, made_by)
    values (${member.clusterId}, ${member.institutionId}, ${member.role}, ${member.fromOn}, 'screen', ${member.madeBy})`.execute(trx)
}
