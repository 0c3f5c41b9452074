import type { SyncClient } from './delivered.ts'

/** Clusters as the extract of `businessDate` has them, where it tells of some; a membership made on screen yields to the bank's own. */
export async function syncClusters(client: SyncClient, businessDate: string): Promise<void> {
  await client.query(
    `insert into organisation.cluster (name, code, source)
     select distinct cluster_code, cluster_code, 'extract' from organisation.institution where cluster_code is not null
     on conflict (code) do nothing`,
  )
  await client.query(
    `update organisation.cluster_member m set until_on = greatest(m.from_on, $1::date)
     from organisation.institution i, organisation.cluster c
     where i.id = m.institution_id and c.id = m.cluster_id and (m.until_on is null or m.until_on > $1::date)
       and (i.cluster_code is not null or m.source = 'extract')
       and (i.cluster_code, coalesce(i.cluster_role, 'satellite')) is distinct from (c.code, m.role)`,
    [businessDate],
  )
  await client.query(
    `insert into organisation.cluster_member (cluster_id, institution_id, role, from_on, source)
     select c.id, i.id, coalesce(i.cluster_role, 'satellite'),
       case when exists (select from organisation.cluster_member m where m.institution_id = i.id) then $1::date end, 'extract'
     from organisation.institution i join organisation.cluster c on c.code = i.cluster_code
     where not exists (select from organisation.cluster_member m where m.institution_id = i.id and (m.until_on is null or m.until_on > $1::date))`,
    [businessDate],
  )
}
