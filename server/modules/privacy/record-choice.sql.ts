import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { consentPurposes, type ChoiceInput, type ContactChannel } from './contract.ts'

type Of<Kind extends ChoiceInput['kind']> = Extract<ChoiceInput, { kind: Kind }>

/** Who records for whom, and when. */
export interface Recording {
  customerId: bigint
  userId: number
  at: Date
}

/** The newest refusal of these channels and purposes that is in force; undefined when there is none. */
export async function standingRefusal(trx: Scoped, customerId: bigint, { channels, purposes }: Of<'consent'>): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(refused_at) as at from privacy.refusal
    where customer_id = ${customerId} and ended_at is null and channel = any(${channels}) and (purpose is null or purpose = any(${purposes}))`.execute(
    trx,
  )
  return rows[0]?.at ?? undefined
}

/**
 * Lifts the refusals that a consent speaks to. One of every purpose stays in force for the purposes the consent leaves out, with its own day.
 */
export async function liftRefusals(trx: Scoped, { customerId, userId, at }: Recording, consent: Of<'consent'>): Promise<void> {
  const { channels, purposes, source, proof } = consent
  await sql`
    with lifted as (
      update privacy.refusal set ended_at = ${at}, ended_by = ${userId}, ended_source = ${source}, ended_proof = ${proof}
      where customer_id = ${customerId} and ended_at is null and channel = any(${channels}) and (purpose is null or purpose = any(${purposes}))
      returning *)
    insert into privacy.refusal (customer_id, channel, purpose, refused_at, source, proof, recorded_by, recorded_at)
    select l.customer_id, l.channel, p.purpose, l.refused_at, l.source, l.proof, ${userId}, ${at}
    from lifted l cross join unnest(${[...consentPurposes]}::text[]) as p (purpose)
    where l.purpose is null and p.purpose <> all(${purposes})`.execute(trx)
}

/** Adds consents, one for each channel and purpose that does not have the same one already. Returns how many. */
export async function insertConsents(trx: Scoped, { customerId, userId, at }: Recording, consent: Of<'consent'>): Promise<number> {
  const { channels, purposes, textVersion, source, proof, validFrom, validTo } = consent
  const { numAffectedRows } = await sql`
    insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, valid_to, recorded_by, recorded_at)
    select ${customerId}, c, p, ${textVersion}, ${source}, ${proof}, ${validFrom}, ${validTo}, ${userId}, ${at}
    from (select distinct unnest(${channels}::text[]) as c) channels cross join (select distinct unnest(${purposes}::text[]) as p) purposes
    where not exists (select from privacy.consent held where held.customer_id = ${customerId} and held.channel = c and held.purpose = p
      and held.ended_at is null and held.text_version = ${textVersion} and held.proof = ${proof} and held.valid_to is not distinct from ${validTo}::date)`.execute(
    trx,
  )
  return Number(numAffectedRows ?? 0n)
}

/** Adds refusals where none stands. Returns how many. */
export async function insertRefusals(trx: Scoped, { customerId, userId, at }: Recording, refusal: Of<'refusal'>): Promise<number> {
  const purposes = refusal.purposes.length === 0 ? [null] : refusal.purposes
  const { numAffectedRows } = await sql`
    insert into privacy.refusal (customer_id, channel, purpose, refused_at, source, proof, recorded_by, recorded_at)
    select ${customerId}, c, p, ${at}, ${refusal.source}, ${refusal.proof}, ${userId}, ${at}
    from (select distinct unnest(${refusal.channels}::text[]) as c) channels cross join (select distinct unnest(${purposes}::text[]) as p) purposes
    where not exists (select from privacy.refusal held where held.customer_id = ${customerId} and held.channel = c and held.ended_at is null
      and (held.purpose is null or held.purpose = p))`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Records that a customer refused a channel in conversation, for every purpose; what stands already stays. */
export const refuseChannel = (trx: Scoped, by: Recording, channel: ContactChannel): Promise<number> =>
  insertRefusals(trx, by, { kind: 'refusal', channels: [channel], purposes: [], source: 'said', proof: null })

export async function insertDoNotContact(
  trx: Scoped,
  { customerId, userId, at }: Recording,
  choice: Of<'do_not_contact'>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into privacy.do_not_contact (customer_id, reason, source, proof, recorded_by, recorded_at)
    select ${customerId}, ${choice.reason}, ${choice.source}, ${choice.proof}, ${userId}, ${at}
    where not exists (select from privacy.do_not_contact held where held.customer_id = ${customerId} and held.ended_at is null)`.execute(
    trx,
  )
  return Number(numAffectedRows ?? 0n)
}

export async function insertQuietPeriod(trx: Scoped, { customerId, userId, at }: Recording, choice: Of<'quiet_period'>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into privacy.quiet_period (customer_id, kind, valid_from, valid_to, recorded_by, recorded_at)
    select ${customerId}, ${choice.about}, ${choice.validFrom}, ${choice.validTo}, ${userId}, ${at}
    where not exists (select from privacy.quiet_period held where held.customer_id = ${customerId} and held.ended_at is null
      and held.kind = ${choice.about} and held.valid_from = ${choice.validFrom} and held.valid_to = ${choice.validTo})`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Adds a guardian who is a customer in sight; undefined when there is no such customer. */
export async function insertGuardian(
  trx: Scoped,
  { customerId, userId, at }: Recording,
  choice: Of<'guardian'>,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: bigint }>`select customer_id as id from customer.customer
    where business_date = (select privacy.published_night()) and customer_no = ${choice.guardianCustomerNo} and customer_id <> ${customerId}`.execute(
    trx,
  )
  const guardian = rows[0]
  if (!guardian) return undefined
  const { numAffectedRows } = await sql`
    insert into privacy.guardian (customer_id, guardian_customer_id, relation, text_version, source, proof, valid_from, recorded_by, recorded_at)
    values (${customerId}, ${guardian.id}, ${choice.relation}, ${choice.textVersion}, ${choice.source}, ${choice.proof}, ${choice.validFrom}, ${userId}, ${at})
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

export async function insertSensitiveConsent(
  trx: Scoped,
  { customerId, userId, at }: Recording,
  choice: Of<'sensitive_consent'>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into privacy.sensitive_consent (customer_id, category, used_for, text_version, source, proof, valid_from, valid_to, recorded_by, recorded_at)
    select ${customerId}, ${choice.category}, ${choice.usedFor}, ${choice.textVersion}, ${choice.source}, ${choice.proof}, ${choice.validFrom},
      ${choice.validTo}, ${userId}, ${at}
    where not exists (select from privacy.sensitive_consent held where held.customer_id = ${customerId} and held.ended_at is null
      and held.category = ${choice.category} and held.used_for = ${choice.usedFor} and held.proof = ${choice.proof})`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}
