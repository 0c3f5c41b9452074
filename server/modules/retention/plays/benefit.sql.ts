import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { BenefitInput, BenefitPeriod, BenefitTier } from './contract.ts'

/** A version of a benefit. */
export interface BenefitRecord {
  id: number
  code: string
  name: string
  provider: string
  about: string
  move: BenefitInput['move']
  layer: BenefitInput['layer']
  period: BenefitPeriod
  times: Record<BenefitTier, number>
  validFrom: string
  validUntil: string | null
  madeBy: string
}

const versions = sql`
  select b.id, b.code, b.name, b.provider, b.about, b.move, b.layer, b.period, b.valid_from as "validFrom", b.valid_until as "validUntil",
    b.made_name as "madeBy",
    jsonb_build_object('long_tail', b.long_tail, 'potential', b.potential, 'mid_to_high', b.mid_to_high, 'wealth', b.wealth) as times
  from retention.benefit b`

/** The benefits given on a day, by name. */
export async function benefitsOn(trx: Scoped, date: string): Promise<BenefitRecord[]> {
  const { rows } = await sql<BenefitRecord>`${versions}
    where b.valid_from <= ${date}::date and (b.valid_until is null or b.valid_until >= ${date}::date) order by b.code`.execute(trx)
  return rows
}

/** The benefits given on a day or later. */
export async function benefitsFrom(trx: Scoped, date: string): Promise<BenefitRecord[]> {
  const { rows } = await sql<BenefitRecord>`${versions}
    where b.valid_until is null or (b.valid_until >= ${date}::date and b.valid_until >= b.valid_from) order by b.code, b.valid_from`.execute(
    trx,
  )
  return rows
}

/** Ends the open version of a benefit: its last day is the one before `on`. False when there is none, or somebody else ended it first. */
export async function endVersion(trx: Scoped, code: string, on: string, userId: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update retention.benefit set valid_until = greatest(${on}::date - 1, valid_from - 1), ended_by = ${userId}
    where code = ${code} and valid_until is null`.execute(trx)
  return numAffectedRows === 1n
}

/** Keeps a version; false when another one of the same code is open. */
export async function insertVersion(
  trx: Scoped,
  { code, name, provider, about, move, layer, period, times, validFrom }: BenefitInput,
  person: Person,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into retention.benefit (code, name, provider, about, move, layer, period, long_tail, potential, mid_to_high, wealth, valid_from, made_by, made_name,
      made_at)
    values (${code}, ${name}, ${provider}, ${about}, ${move}, ${layer}, ${period}, ${times.long_tail}, ${times.potential}, ${times.mid_to_high},
      ${times.wealth}, ${validFrom}, ${person.userId}, ${person.name}, ${at}) on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}
