import { sql, type Transaction } from 'kysely'
import type { LookupFlagKind } from './contract.ts'
import type { Lookup } from './lookup-watch.rules.ts'

/** Actions of the trail that are a look at a customer. */
const lookupActions = ['reveal-field', 'open-dossier', 'show-facts'] as const

type Row = Omit<Lookup, 'customer'> & { institutionId: number | null; managerId: number | null; name: string | null; status: string | null }

const lookups = sql`
  select e.id as "entryId", e.at, e.actor_user_id as "actorUserId", e.actor_role as "actorRole", e.actor_institution_id as "actorInstitutionId",
    u.staff_id as "actorStaffId", u.name as "actorName", e.outcome, e.subject_id as "customerId",
    c.institution_id as "institutionId", c.manager_id as "managerId", c.name, c.status
  from audit.entry e
  left join organisation.user_account u on u.id = e.actor_user_id
  left join extract.publication p on p.is_current
  left join customer.customer c on c.business_date = p.business_date
    and c.customer_id = case when e.subject_id ~ '^[0-9]{1,18}$' then e.subject_id::bigint end`
/** What people know of a customer opens with the dossier: together they are one look. Asked for alone, it is a look of its own. */
const isLookup = sql`e.subject_kind = 'customer' and e.action in (${sql.join([...lookupActions])}) and not (e.action = 'show-facts' and exists (
  select from audit.entry o where o.subject_kind = 'customer' and o.subject_id = e.subject_id and o.action = 'open-dossier'
    and o.actor_user_id = e.actor_user_id and o.outcome = e.outcome and o.at between e.at - interval '30 minutes' and e.at + interval '1 minute'))`

const lookupOf = ({ institutionId, managerId, name, status, ...row }: Row): Lookup => ({
  ...row,
  customer: institutionId === null ? null : { institutionId, managerId, name, status },
})

/** Looks since the watch last read the trail, by time; the chains' numbers are gapless, so none is left out and none is read twice. */
export async function newLookups(trx: Transaction<unknown>): Promise<Lookup[]> {
  await sql`lock table privacy.lookup_watermark in share row exclusive mode`.execute(trx)
  await sql`create temporary table lookup_reach on commit drop as
    select c.chain, c.sequence, coalesce(w.sequence, 0) as done from audit.chain c
    left join privacy.lookup_watermark w using (chain) where c.sequence > coalesce(w.sequence, 0)`.execute(trx)
  const { rows } = await sql<Row>`${lookups} join lookup_reach r on r.chain = e.chain and e.sequence > r.done and e.sequence <= r.sequence
    where ${isLookup} order by e.at, e.id`.execute(trx)
  await sql`insert into privacy.lookup_watermark (chain, sequence) select chain, sequence from lookup_reach
    on conflict (chain) do update set sequence = excluded.sequence`.execute(trx)
  return rows.map(lookupOf)
}

/** One person's looks from a moment on, by time. */
export async function lookupsOfActor(trx: Transaction<unknown>, actorUserId: number, from: Date): Promise<Lookup[]> {
  const { rows } =
    await sql<Row>`${lookups} where ${isLookup} and e.actor_user_id = ${actorUserId} and e.at >= ${from} order by e.at, e.id`.execute(trx)
  return rows.map(lookupOf)
}

/** When one person's last bulk look was raised. */
export async function lastBulkAt(trx: Transaction<unknown>, actorUserId: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from privacy.lookup_flag where actor_user_id = ${actorUserId} and kind = 'bulk'`.execute(trx)
  return rows[0]?.at ?? null
}

export interface NewFlag {
  kind: LookupFlagKind
  entryId: bigint
  customers: number | null
}

/** Raises flags; one that an entry has raised already stays as it is. Returns how many are new. */
export async function insertFlags(trx: Transaction<unknown>, flags: readonly NewFlag[]): Promise<number> {
  const rows = JSON.stringify(flags.map((flag) => ({ ...flag, entryId: flag.entryId.toString() })))
  const inserted = await sql`
    insert into privacy.lookup_flag (kind, entry_id, at, actor_user_id, actor_login, actor_role, actor_institution_id, customer_id, customers)
    select f.kind, e.id, e.at, e.actor_user_id, e.actor_login, e.actor_role, e.actor_institution_id, e.subject_id, f.customers
    from jsonb_to_recordset(${rows}::jsonb) as f (kind text, "entryId" bigint, customers int) join audit.entry e on e.id = f."entryId"
    on conflict (kind, entry_id) do nothing`.execute(trx)
  return Number(inserted.numAffectedRows ?? 0n)
}
