import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { ProgrammeDraft } from './contract.ts'
import type { GateRefusal } from './gate.rules.ts'
import type { RewardTerms, Colour, RewardForm } from './reward-terms.ts'

/** SHA-256 of form and rules: an override holds for exactly these terms, whatever the programme is called. */
export const fingerprintOf = ({ form, rules }: RewardTerms): Buffer =>
  createHash('sha256')
    .update(
      JSON.stringify([
        form,
        rules.map(({ conditions, points, per }) => [
          conditions.map(({ field, is, value }) => [field, is, value]),
          points,
          per && [per.field, per.each, per.most],
        ]),
      ]),
    )
    .digest()

/** The institution of the bank that has none above it; null when there is none. */
export async function headOfficeId(trx: Database): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`select points.head_office() as id`.execute(trx)
  return rows[0]?.id ?? null
}

/** Last day until which overrides for these terms hold, by somebody else than the maker; null when there is none. */
export async function overriddenUntil(trx: Database, terms: RewardTerms, makerId: number): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select max(valid_to) as day from points.red_override where fingerprint = ${fingerprintOf(terms)} and recorded_by <> ${makerId}`.execute(
    trx,
  )
  return rows[0]?.day ?? null
}

/** The programme of a code with its newest version; undefined when there is none. */
export async function programmeOfCode(trx: Scoped, code: string) {
  const { rows } = await sql<{ programmeId: number; institutionId: number; newest: number; waiting: boolean }>`
    select p.programme_id as "programmeId", p.institution_id as "institutionId", coalesce(max(v.version), 0)::int as newest,
      coalesce(bool_or(v.version_id is not null and f.fate is null), false) as waiting
    from points.programme p left join points.version v using (programme_id) left join points.version_fate f using (version_id)
    where p.code = ${code} group by p.programme_id`.execute(trx)
  return rows[0]
}

export async function insertProgramme(trx: Scoped, { code, name }: ProgrammeDraft, institutionId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into points.programme (code, name, institution_id) values (${code}, ${name}, ${institutionId}) returning programme_id as id`.execute(
    trx,
  )
  if (!rows[0]) throw new Error(`programme ${code} was not made`)
  return rows[0].id
}

export async function insertVersion(
  trx: Scoped,
  about: { programmeId: number; version: number; colour: Colour; at: Date },
  draft: ProgrammeDraft,
  by: Person,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.version (programme_id, version, name, form, rules, fingerprint, colour, valid_from, valid_to, good_months, cap_points,
      cap_customer_points, document_no, institution_id, made_by, made_name, made_role, made_at)
    values (${about.programmeId}, ${about.version}, ${draft.name}, ${draft.form}, ${JSON.stringify(draft.rules)}::jsonb, ${fingerprintOf(draft)}, ${about.colour},
      ${draft.validFrom}, ${draft.validTo}, ${draft.goodMonths}, ${draft.capPoints}, ${draft.capCustomerPoints}, ${draft.documentNo},
      ${by.scope.institutionId}, ${by.userId}, ${by.name}, ${by.scope.role}, ${about.at})
    returning version_id::text as id`.execute(trx)
  if (!rows[0]) throw new Error(`version ${about.version} of ${draft.code} was not kept`)
  return rows[0].id
}

export interface KeptVersion extends RewardTerms {
  versionId: string
  code: string
  name: string
  colour: Colour
  validTo: string | null
  madeBy: number
  fromHeadOffice: boolean
}

/** A version as it was asked for; undefined when there is none. */
export async function versionOf(trx: Scoped, versionId: string): Promise<KeptVersion | undefined> {
  const { rows } = await sql<KeptVersion>`
    select v.version_id::text as "versionId", p.code, v.name, v.form, v.rules, v.colour, v.valid_to as "validTo", v.made_by as "madeBy",
      v.made_role = 'head_office' and v.institution_id = points.head_office() as "fromHeadOffice"
    from points.version v join points.programme p using (programme_id) where v.version_id = ${versionId}::bigint`.execute(trx)
  return rows[0]
}

export async function insertFate(
  trx: Scoped,
  versionId: string,
  { fate, requestId, at }: { fate: 'started' | 'refused' | 'withdrawn'; requestId: string; at: Date },
  by: Person,
): Promise<void> {
  await sql`insert into points.version_fate (version_id, fate, request_id, decided_by, at)
    values (${versionId}::bigint, ${fate}, ${requestId}::bigint, ${by.userId}, ${at})`.execute(trx)
}

/** Opens the accounts of a started version's steps, by the names given; a version in points has none. */
export async function openPurses(trx: Scoped, versionId: string, names: readonly string[]): Promise<void> {
  await sql`select points.open_purses(${versionId}::bigint, ${[...names]}::text[])`.execute(trx)
}

/** Puts a refused attempt on record in the person's scope; returns its number. */
export async function insertAttempt(trx: Scoped, draft: ProgrammeDraft, refusal: GateRefusal, by: Person, at: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.refused_attempt (code, name, form, rules, fingerprint, refusal, institution_id, user_id, login, role, at)
    values (${draft.code}, ${draft.name}, ${draft.form}, ${JSON.stringify(draft.rules)}::jsonb, ${fingerprintOf(draft)}, ${refusal},
      ${by.scope.institutionId}, ${by.userId}, ${by.login}, ${by.scope.role}, ${at})
    returning attempt_id::text as id`.execute(trx)
  return rows[0]?.id ?? ''
}

export interface ListedVersion extends RewardTerms {
  versionId: string
  code: string
  name: string
  version: number
  form: RewardForm
  colour: Colour
  fate: 'started' | 'refused' | 'withdrawn' | null
  institutionName: string
  validFrom: string
  validTo: string | null
  capPoints: bigint | null
  documentNo: string | null
  makerName: string
  purses: { step: number; code: string; name: string }[]
}

/** The newest versions of every programme, at most 200. */
export async function listVersions(trx: Scoped): Promise<ListedVersion[]> {
  const { rows } = await sql<ListedVersion>`
    select v.version_id::text as "versionId", p.code, v.name, v.version, v.form, v.rules, v.colour, f.fate, i.name as "institutionName",
      v.valid_from as "validFrom", v.valid_to as "validTo", v.cap_points as "capPoints", v.document_no as "documentNo", v.made_name as "makerName",
      (select coalesce(jsonb_agg(jsonb_build_object('step', u.step, 'code', q.code, 'name', q.name) order by u.step), '[]') from points.purse u
        join points.programme q on q.programme_id = u.programme_id where u.of_programme_id = v.programme_id and f.fate = 'started') as purses
    from points.version v join points.programme p using (programme_id) left join points.version_fate f using (version_id)
      join organisation.institution i on i.id = v.institution_id
    order by v.version_id desc limit 200`.execute(trx)
  return rows
}

export interface ListedAttempt extends RewardTerms {
  id: string
  at: Date
  code: string
  name: string
  askedBy: string
  role: string
  institutionName: string
  documentNo: string | null
  overriddenTo: string | null
}

/** What was refused, the newest first, at most 100, each with the override that holds longest. */
export async function listAttempts(trx: Scoped): Promise<ListedAttempt[]> {
  const { rows } = await sql<ListedAttempt>`
    select a.attempt_id::text as id, a.at, a.code, a.name, a.form, a.rules, a.login as "askedBy", a.role, i.name as "institutionName",
      o.document_no as "documentNo", o.valid_to as "overriddenTo"
    from points.refused_attempt a join organisation.institution i on i.id = a.institution_id
      left join lateral (select * from points.red_override o where o.fingerprint = a.fingerprint order by o.valid_to desc, o.override_id desc limit 1) o on true
    order by a.attempt_id desc limit 100`.execute(trx)
  return rows
}

/** Records an override for the terms of a refused attempt; undefined when there is no such attempt in sight. */
export async function insertOverride(
  trx: Scoped,
  override: { attemptId: string; documentNo: string; ground: string; validTo: string },
  by: Person,
  at: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into points.red_override (attempt_id, fingerprint, document_no, ground, valid_to, institution_id, recorded_by, recorded_role, at)
    select attempt_id, fingerprint, ${override.documentNo}, ${override.ground}, ${override.validTo}, ${by.scope.institutionId}, ${by.userId},
      ${by.scope.role}, ${at}
    from points.refused_attempt where attempt_id = ${override.attemptId}::bigint returning override_id::text as id`.execute(trx)
  return rows[0]?.id
}
