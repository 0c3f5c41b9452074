import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Candidate, Pair, Side } from './contract.ts'

const night = sql`(select privacy.published_night())`
const evidence = sql`array_remove(array[case when a.name = b.name then 'name' end, case when a.phone = b.phone then 'phone' end,
  case when a.birth_date = b.birth_date then 'birth_date' end], null)`
const brief = (
  of: 'a' | 'b',
) => sql`jsonb_build_object('customerId', ${sql.ref(of)}.customer_id::text, 'customerNo', ${sql.ref(of)}.customer_no, 'name', ${sql.ref(of)}.name,
  'institutionName', (select i.name from organisation.institution i where i.id = ${sql.ref(of)}.institution_id),
  'managerName', (select s.name from organisation.staff s where s.id = ${sql.ref(of)}.manager_id))`

/** Pairs of customers in sight with one name and one phone or one birthday, those of more evidence first, that nobody has decided on. Names are unmasked. */
export async function candidatePairs(trx: Scoped, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with seen as materialized (
      select customer_id, customer_no, name, phone, birth_date, institution_id, manager_id from customer.customer
      where business_date = ${night} and name is not null and status is distinct from 'deceased')
    select ${brief('a')} as first, ${brief('b')} as second, ${evidence} as evidence
    from seen a join seen b on b.name = a.name and b.customer_id > a.customer_id and (b.phone = a.phone or b.birth_date = a.birth_date)
    where not exists (select from duplicate.pair p where (p.first_id, p.second_id) = (a.customer_id, b.customer_id) and p.state <> 'undone')
    order by (a.phone = b.phone) is true desc, (a.birth_date = b.birth_date) is true desc, a.customer_id, b.customer_id limit ${limit}`.execute(
    trx,
  )
  return rows
}

/** What of two customers in sight agrees, and whether different managers keep them; undefined when one is not in sight. */
export async function agreementOf(
  trx: Scoped,
  firstId: bigint,
  secondId: bigint,
): Promise<{ evidence: Candidate['evidence']; needsSecond: boolean; institutionId: number } | undefined> {
  const { rows } = await sql<{ evidence: Candidate['evidence']; needsSecond: boolean; institutionId: number }>`
    select ${evidence} as evidence, a.manager_id is distinct from b.manager_id as "needsSecond", a.institution_id as "institutionId"
    from customer.customer a join customer.customer b on b.business_date = a.business_date and b.customer_id = ${secondId}
    where a.business_date = ${night} and a.customer_id = ${firstId}`.execute(trx)
  return rows[0]
}

export type SideRow = Omit<Side, 'aumFen' | 'customerId'> & { aumFen: bigint; customerId: bigint }

/** Customers in sight side by side; phones, addresses and names are unmasked. */
export async function sidesOf(trx: Scoped, ids: readonly bigint[]): Promise<SideRow[]> {
  const { rows } = await sql<SideRow>`
    select c.customer_id as "customerId", c.customer_no as "customerNo", c.name, c.gender, c.birth_date as "birthDate", c.phone, c.address,
      i.name as "institutionName", m.name as "managerName", c.opened_on as "openedOn", coalesce(s.tier, 'long_tail') as tier, coalesce(s.aum_fen, 0)::bigint as "aumFen",
      (select count(*)::int from contact.standing k where k.customer_id = c.customer_id) as contacts,
      (select count(*)::int from contact.promise p where p.customer_id = c.customer_id and not exists (
        select from contact.promise_step x where x.promise_id = p.id and x.kind <> 'put_off')) as "openPromises",
      (select count(*)::int from dossier.fact f where f.customer_id = c.customer_id) as facts
    from customer.customer c join organisation.institution i on i.id = c.institution_id left join organisation.staff m on m.id = c.manager_id
    left join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
    where c.business_date = ${night} and c.customer_id = any(${ids.map(String)}::bigint[]) order by c.customer_id`.execute(trx)
  return rows
}

export type PairRow = Omit<Pair, 'first' | 'second' | 'proposedByMe'> & {
  firstId: bigint
  secondId: bigint
  first: Pair['first'] | null
  second: Pair['second'] | null
  proposedBy: number
}

/** Pairs in sight with all that was said of them, those that wait first; or the one of a number. */
export async function pairsOf(trx: Scoped, limit: number, id?: number): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select p.id, p.first_id as "firstId", p.second_id as "secondId", p.state, p.evidence, p.made_sure as "madeSure", p.needs_second as "needsSecond", p.proposed_by as "proposedBy",
      case when a.customer_id is not null then ${brief('a')} end as first, case when b.customer_id is not null then ${brief('b')} end as second,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'userName', s.user_name, 'at', s.at, 'note', s.note) order by s.id), '[]') from duplicate.step s where s.pair_id = p.id) as steps
    from duplicate.pair p
    left join customer.customer a on a.business_date = ${night} and a.customer_id = p.first_id
    left join customer.customer b on b.business_date = ${night} and b.customer_id = p.second_id
    where ${id === undefined ? sql`true` : sql`p.id = ${id}`}
    order by p.state <> 'proposed', p.proposed_at desc, p.id desc limit ${limit}`.execute(trx)
  return rows
}

interface By {
  userId: number
  name: string
  at: Date
  note: string | null
}

/** Proposes a pair; its number. A pair under way is a unique violation. */
export async function insertPair(
  trx: Scoped,
  pair: {
    firstId: bigint
    secondId: bigint
    state: 'proposed' | 'linked'
    evidence: readonly string[]
    madeSure: string
    needsSecond: boolean
  },
  by: By,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
    values (${pair.firstId}, ${pair.secondId}, ${pair.state}, ${[...pair.evidence]}, ${pair.madeSure}, ${pair.needsSecond}, ${by.userId}, ${by.at}) returning id`.execute(
    trx,
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the pair has no number')
  await insertStep(trx, id, 'proposed', by)
  if (pair.state === 'linked') await insertStep(trx, id, 'linked', { ...by, note: null })
  return id
}

const insertStep = (trx: Scoped, pairId: number, kind: string, { userId, name, at, note }: By) =>
  sql`insert into duplicate.step (pair_id, kind, note, user_id, user_name, at) values (${pairId}, ${kind}, ${note}, ${userId}, ${name}, ${at})`.execute(
    trx,
  )

/** Moves a pair on; false when it is not in the state it was, or not wholly in sight. */
export async function movePair(
  trx: Scoped,
  id: number,
  from: Pair['state'],
  to: 'linked' | 'refused' | 'undone',
  by: By,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update duplicate.pair set state = ${to} where id = ${id} and state = ${from}`.execute(trx)
  if (numAffectedRows !== 1n) return false
  await insertStep(trx, id, to, by)
  return true
}

/** All numbers of the person of a customer, itself included, as far as they are linked; one alone for most. */
export async function numbersOf(trx: Scoped, customerId: bigint): Promise<bigint[]> {
  const { rows } = await sql<{ customerId: bigint }>`
    with recursive linked as (
      select ${customerId}::bigint as customer_id
      union select case when p.first_id = l.customer_id then p.second_id else p.first_id end from linked l
        join duplicate.pair p on p.state = 'linked' and l.customer_id in (p.first_id, p.second_id))
    select customer_id as "customerId" from linked order by customer_id`.execute(trx)
  return rows.map((row) => row.customerId)
}

/** Of customers in sight who share a person with another of them: the person, by its smallest number; who is not in it is alone (M20). */
export async function personsAmong(trx: Scoped, ids: readonly bigint[]): Promise<Map<bigint, bigint>> {
  const { rows } = await sql<{ customerId: bigint; personId: bigint }>`
    select customer_id as "customerId", person_id as "personId" from duplicate.one_person(${ids.map(String)}::bigint[])`.execute(trx)
  return new Map(rows.map(({ customerId, personId }) => [customerId, personId]))
}
