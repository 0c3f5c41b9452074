import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ChoiceKind, CustomerChoice } from './contract.ts'

type Row = Omit<CustomerChoice, 'recordedAt' | 'endedAt' | 'askAgainOn'> & { recordedAt: Date; endedAt: Date | null }

const none = sql`null::text`
const open = sql`null::date`

/** What each table of choices says in the common form; `first` is the day it holds from. */
function said(
  kind: ChoiceKind,
  {
    channel = none,
    purpose = none,
    about = none,
    version = none,
    source = sql`source`,
    proof = sql`proof`,
    first = sql`(recorded_at at time zone 'Asia/Shanghai')::date`,
    last = open,
  }: Partial<Record<'channel' | 'purpose' | 'about' | 'version' | 'source' | 'proof' | 'first' | 'last', RawBuilder<unknown>>>,
) {
  return (customerId: bigint) => sql`
    select ${sql.lit(kind)} as kind, id::text, ${channel} as channel, ${purpose} as purpose, ${about} as about, ${version} as "textVersion",
      ${source} as source, ${proof} as proof, ${first} as "validFrom", ${last} as "validTo", recorded_at as "recordedAt", ended_at as "endedAt"
    from ${sql.table(`privacy.${kind}`)} where customer_id = ${customerId}`
}

const column = {
  channel: sql`channel`,
  purpose: sql`purpose`,
  version: sql`text_version`,
  from: sql`valid_from`,
  to: sql`valid_to`,
}
const kinds = [
  said('consent', { channel: column.channel, purpose: column.purpose, version: column.version, first: column.from, last: column.to }),
  said('refusal', { channel: column.channel, purpose: column.purpose, first: sql`(refused_at at time zone 'Asia/Shanghai')::date` }),
  said('do_not_contact', { about: sql`reason` }),
  said('quiet_period', { about: sql`kind`, source: none, proof: none, first: column.from, last: column.to }),
  said('guardian', { about: sql`relation`, version: column.version, first: column.from }),
  said('sensitive_consent', { about: sql`category`, version: column.version, first: column.from, last: column.to }),
]

/** Every choice of a customer, in force first, the newest first. */
export async function choicesOf(trx: Scoped, customerId: bigint): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from (${sql.join(
      kinds.map((kind) => kind(customerId)),
      sql` union all `,
    )}) c order by "endedAt" is not null, coalesce("endedAt", "recordedAt") desc, kind, channel, purpose`.execute(trx)
  return rows
}

/** Ends a choice of a customer, once; false when there is no such one in force. */
export async function endChoiceRow(
  trx: Scoped,
  { kind, id, customerId }: { kind: ChoiceKind; id: bigint; customerId: bigint },
  end: { userId: number; at: Date; source: string; proof: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(`privacy.${kind}`)} set ended_at = ${end.at}, ended_by = ${end.userId}, ended_source = ${end.source}, ended_proof = ${end.proof}
    where id = ${id} and customer_id = ${customerId} and ended_at is null`.execute(trx)
  return numAffectedRows === 1n
}

/** A customer as far as a choice needs; undefined when row-level security does not show it. */
export async function chooser(trx: Scoped, customerId: bigint): Promise<{ institutionId: number; birthDate: string | null } | undefined> {
  const { rows } = await sql<{ institutionId: number; birthDate: string | null }>`
    select institution_id as "institutionId", birth_date as "birthDate" from customer.customer
    where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(trx)
  return rows[0]
}
