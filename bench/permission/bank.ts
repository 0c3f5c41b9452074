import { sql } from 'kysely'
import { seedPolicies } from '../../server/modules/policy/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { migrate } from '../../server/platform/database/migrate.ts'
import { migrationFiles } from '../../server/platform/database/migration-files.ts'
import { prepareJobs } from '../../server/platform/jobs/prepare-jobs.ts'
import { projectDir } from '../../server/platform/home.ts'

export const businessDate = '2026-11-20'
/** 1 head office, 24 branches, the others outlets below them in turn */
export const institutions = 500
const branches = 24
export const outlets = institutions - 1 - branches
export const outletIds = Array.from({ length: outlets }, (_, index) => 2 + branches + index)
export const branchOf = (outlet: number) => 2 + ((outlet - 2 - branches) % branches)
export const outletsOf = (branch: number) => outletIds.filter((id) => branchOf(id) === branch)
/** every outlet has four managers, who keep most of its customers */
export const managersOf = (outlet: number) => [1, 2, 3, 4].map((n) => outlet * 10 + n)

/** A migrated database with institutions and one published night of so many customers, spread evenly, on the tables and indexes of the product. */
export async function fillBank({ owner, ownerPool }: Databases, customers: number): Promise<void> {
  await migrate(ownerPool, migrationFiles(`${projectDir}/server`))
  await prepareJobs(ownerPool)
  await seedPolicies(owner, `${projectDir}/server/modules/policy/packs/cn`)
  await sql`
    insert into organisation.institution (id, code, name, level, parent_id, path)
    select n, 'I' || n, '机构' || n, case when n = 1 then 'head_office' when n <= ${branches + 1} then 'branch' else 'outlet' end,
      case when n = 1 then null when n <= ${branches + 1} then 1 else 2 + (n - 2 - ${branches}) % ${branches} end,
      case when n = 1 then '/1/' when n <= ${branches + 1} then '/1/' || n || '/' else '/1/' || 2 + (n - 2 - ${branches}) % ${branches} || '/' || n || '/' end
    from generate_series(1, ${institutions}) n`.execute(owner)
  await sql`
    insert into organisation.staff (id, staff_no, name, institution_id, role)
    select i.id * 10 + n, 'S' || i.id * 10 + n, '经理' || n, i.id, 'relationship_manager'
    from organisation.institution i, generate_series(1, 4) n where i.level = 'outlet'`.execute(owner)
  await sql`create table customer.customer_bench partition of customer.customer for values in (${sql.lit(businessDate)})`.execute(owner)
  await sql`create table customer.snapshot_bench partition of customer.customer_snapshot for values in (${sql.lit(businessDate)})`.execute(
    owner,
  )
  // customers came to their outlets in any order: an outlet's rows lie all over the table, as in life
  await sql`
    create temporary table who on commit preserve rows as
    select n as id, ${2 + branches} + (hashint8(n) & 2147483647) % ${outlets} as outlet, (hashint8(n + 7) & 2147483647) % 5 as part
    from generate_series(1, ${customers}::bigint) n`.execute(owner)
  await sql`
    insert into customer.customer_bench (business_date, customer_id, customer_no, institution_id, manager_id, name, name_pinyin, name_initials, phone, address,
      opened_on, not_for_marketing)
    select ${businessDate}, id, 'C' || lpad(id::text, 9, '0'), outlet, case when part > 0 then outlet * 10 + part end, '客户' || id, 'kehu' || id, 'kh' || id,
      '137' || lpad(id::text, 8, '0'), '北京市海淀区中关村大街1号', '2020-01-01', false from who`.execute(owner)
  await sql`
    insert into customer.snapshot_bench
    select s.* from who, jsonb_populate_record(null::customer.customer_snapshot, ${JSON.stringify(plain)}::jsonb
      || jsonb_build_object('customer_id', id, 'institution_id', outlet, 'manager_id', case when part > 0 then outlet * 10 + part end,
        'aum_fen', (hashint8(id + 3) & 2147483647) % 200000000)) s`.execute(owner)
  await sql`analyze customer.customer`.execute(owner)
  await sql`analyze customer.customer_snapshot`.execute(owner)
  await sql`with night as (
      insert into extract.night (business_date, data_as_of, outcome, finished_at) values (${businessDate}, ${businessDate}, 'published', now()) returning id)
    insert into extract.publication (business_date, data_as_of, night_id, fingerprint, is_current)
    select ${businessDate}, ${businessDate}, id, 'bench', true from night`.execute(owner)
}

const plain = {
  business_date: businessDate,
  bucket: 'counted',
  tier: 'potential',
  tier_basis: 'point_in_time',
  tier_move: 'same',
  months_in_tier: 3,
  category_count: 2,
  old_customer: false,
  arrangement_count: 1,
  stickiness: 20,
  inconvenient_to_leave: false,
  merchant: false,
  phone_usable: true,
  address_fresh: true,
  reached_lately: false,
  contactable: true,
  payroll_credit_fen: 0,
  payroll_kept_30d_fen: 0,
  maturing_30d_fen: 0,
  matured_fen: 0,
  captured_fen: 0,
  aum_month_ends: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
}
