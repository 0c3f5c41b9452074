import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { YearlyDay } from '../../platform/lunar.ts'
import type { CustomerClass } from '../today/contract.ts'
import type { BlockPart, OccasionKind } from './care-terms.ts'

/** A customer who may have an occasion; names are unmasked. */
export interface CaredFor {
  customerId: bigint
  name: string | null
  managerName: string | null
  class: CustomerClass | null
  birthDate: string | null
  openedOn: string | null
  gender: 'female' | 'male' | null
  /** the dossier says works at a school */
  teaches: boolean
}

const columns = sql`c.customer_id as "customerId", c.name, s.name as "managerName", k.class, c.birth_date as "birthDate", c.opened_on as "openedOn", c.gender,
  exists (select from dossier.fact f where f.customer_id = c.customer_id and f.field = 'work' and f.detail ->> 'text' ~ '教师|老师|学校|小学|中学|大学'
    and not exists (select from dossier.fact n where n.corrects = f.id)) as teaches`
/** neither code N nor of a special status: whoever is not counted never appears (M96a) */
const counted = sql`customer.customer c left join contact.cadence k on k.customer_id = c.customer_id left join organisation.staff s on s.id = c.manager_id
  where c.business_date = (select privacy.published_night()) and c.status is null and not c.not_for_marketing`

/** of some customers alone, or of everybody in sight */
const onlyOf = (column: 'c' | 'f', ids: readonly bigint[] | undefined) =>
  ids ? sql`${sql.ref(`${column}.customer_id`)} = any(${ids.map(String)}::bigint[])` : sql`true`

/** Customers in sight whose birth or opening falls on one of some days (`MM-DD`), or who were born on one of some dates (lunar birthdays). */
export async function customersOfDays(
  trx: Scoped,
  days: readonly string[],
  births: readonly string[],
  among?: readonly bigint[],
): Promise<CaredFor[]> {
  const { rows } = await sql<CaredFor>`
    select ${columns} from ${counted} and ${onlyOf('c', among)} and (to_char(c.birth_date, 'MM-DD') = any(${[...days]}::text[]) or c.birth_date = any(${[...births]}::date[])
      or to_char(c.opened_on, 'MM-DD') = any(${[...days]}::text[]))`.execute(trx)
  return rows
}

/** Customers in sight of some classes, for a festival. */
export async function customersOfClasses(trx: Scoped, classes: readonly string[], among?: readonly bigint[]): Promise<CaredFor[]> {
  const { rows } = await sql<CaredFor>`
    select ${columns} from ${counted} and ${onlyOf('c', among)} and k.class = any(${[...classes]}::text[])`.execute(trx)
  return rows
}

export interface YearlyFact {
  customerId: bigint
  about: string
  relation: string | null
  who: string | null
  on: YearlyDay
}

/** Every yearly day that the dossiers in sight know as of now: important dates, and birthdays of the family. */
export async function yearlyFacts(trx: Scoped, among?: readonly bigint[]): Promise<YearlyFact[]> {
  const { rows } = await sql<YearlyFact>`
    select f.customer_id as "customerId", coalesce(f.detail ->> 'about', 'birthday') as about, f.detail ->> 'relation' as relation,
      coalesce(f.detail ->> 'who', f.detail ->> 'name') as who, coalesce(f.detail -> 'on', f.detail -> 'birthday') as on
    from dossier.fact f
    where ${onlyOf('f', among)} and f.field in ('date', 'family') and jsonb_typeof(coalesce(f.detail -> 'on', f.detail -> 'birthday')) = 'object'
      and not exists (select from dossier.fact n where n.corrects = f.id)`.execute(trx)
  return rows
}

/** Customers in sight by key. */
export async function customersByKey(trx: Scoped, ids: readonly bigint[]): Promise<CaredFor[]> {
  const { rows } = await sql<CaredFor>`select ${columns} from ${counted} and c.customer_id = any(${ids.map(String)}::bigint[])`.execute(trx)
  return rows
}

export interface Festival {
  code: string
  name: string
  calendar: 'solar' | 'lunar'
  month: number
  day: number
  concerns: 'all' | 'elders' | 'women' | 'teachers'
}

export async function festivals(trx: Scoped): Promise<Festival[]> {
  const { rows } = await sql<Festival>`select code, name, calendar, month, day, concerns from care.festival order by code`.execute(trx)
  return rows
}

/** Which customers were written to lately about what, as far as it was not called off: `<customer> <occasion>`. */
export async function writtenLately(trx: Scoped, ids: readonly bigint[], since: Date): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct m.customer_id || ' ' || m.occasion as key from message.message m
    join message.dispatch d on d.message_id = m.id and d.state not in ('stopped', 'failed', 'cancelled')
    where m.customer_id = any(${ids.map(String)}::bigint[]) and m.occasion is not null and m.queued_at >= ${since}`.execute(trx)
  return new Set(rows.map(({ key }) => key))
}

/** What the dossier knows that words can be made of: interests and the family, the newest first. */
export async function factsForWords(
  trx: Scoped,
  customerId: bigint,
): Promise<{ field: string; topic: string | null; text: string | null; relation: string | null }[]> {
  const { rows } = await sql<{ field: string; topic: string | null; text: string | null; relation: string | null }>`
    select f.field, f.detail ->> 'topic' as topic, f.detail ->> 'text' as text, f.detail ->> 'relation' as relation
    from dossier.fact f where f.customer_id = ${customerId} and f.field in ('interest', 'family') and f.detail is not null
      and not exists (select from dossier.fact n where n.corrects = f.id) order by f.recorded_at desc, f.id`.execute(trx)
  return rows
}

export interface BlockRow {
  occasion: OccasionKind
  part: BlockPart
  body: string
}

/** The words there are now, in their places. */
export async function blocksNow(trx: Scoped): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`select occasion, part, body from care.block where ended_at is null
    order by occasion collate "C", array_position(array['opening', 'middle', 'closing'], part), place, id`.execute(trx)
  return rows
}

/** Ends the words of an occasion and puts others in their place. */
export async function replaceBlocks(
  trx: Scoped,
  { kind, blocks, userId, at }: { kind: OccasionKind; blocks: readonly { part: BlockPart; body: string }[]; userId: number; at: Date },
): Promise<void> {
  await sql`update care.block set ended_at = ${at}, ended_by = ${userId} where occasion = ${kind} and ended_at is null`.execute(trx)
  await sql`insert into care.block (occasion, part, place, body, made_by, made_at)
    select ${kind}, part, place, body, ${userId}, ${at}
    from unnest(${blocks.map(({ part }) => part)}::text[], ${blocks.map(({ body }) => body)}::text[]) with ordinality as b (part, body, place)`.execute(
    trx,
  )
}
