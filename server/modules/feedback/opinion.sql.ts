import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { OpinionRow } from './contract.ts'

export interface NewOpinion {
  id: string
  family: OpinionRow['family']
  kind: OpinionRow['kind']
  body: string | null
  customerId: bigint | null
}

type Found = Omit<OpinionRow, 'mine' | 'customer'> & { userId: number; customer: OpinionRow['customer'] }
const stateOf = sql`case when t.opinion_id is not null then 'told' when a.id is not null then 'answered' else 'open' end`
const dayOf = (moment: ReturnType<typeof sql>) => sql`(${moment} at time zone 'Asia/Shanghai')::date`

/** Opinions in sight, the newest first; names are unmasked, customers of others' opinions left out. */
export async function opinionsOf(
  trx: Scoped,
  { state, customerId, limit }: { state?: OpinionRow['state'] | undefined; customerId?: bigint | undefined; limit: number },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select o.id, o.family, o.kind, o.body, ${dayOf(sql`o.at`)} as "on", i.name as "institutionName", o.staff_name as "staffName", o.user_id as "userId", ${stateOf} as state,
      case when o.user_id = (select platform.current_user_id()) and c.customer_id is not null
        then jsonb_build_object('customerId', c.customer_id::text, 'name', c.name) end as customer,
      case when a.id is not null then jsonb_build_object('body', a.body, 'userName', a.user_name, 'on', ${dayOf(sql`a.at`)}) end as answer
    from feedback.opinion o join organisation.institution i on i.id = o.institution_id
    left join feedback.answer a on a.opinion_id = o.id left join feedback.told t on t.opinion_id = o.id
    left join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = o.customer_id
    where ${state === undefined ? sql`true` : sql`${stateOf} = ${state}`}
      and ${customerId === undefined ? sql`true` : sql`c.customer_id = ${customerId} and o.user_id = (select platform.current_user_id())`}
    order by o.at desc, o.id limit ${limit}`.execute(trx)
  return rows
}

/** How often what was said of which product since a day. */
export async function opinionCounts(
  trx: Scoped,
  since: string,
): Promise<{ family: OpinionRow['family']; kind: OpinionRow['kind']; n: number }[]> {
  const { rows } = await sql<{ family: OpinionRow['family']; kind: OpinionRow['kind']; n: number }>`
    select family, kind, count(*)::int as n from feedback.opinion where at >= ${since}::date group by family, kind order by n desc, family, kind`.execute(
    trx,
  )
  return rows
}

/** One's own that were answered, of a customer who has not been told. */
export async function toTell(trx: Scoped): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from feedback.opinion o join feedback.answer a on a.opinion_id = o.id
    where o.user_id = (select platform.current_user_id()) and o.customer_id is not null and not exists (select from feedback.told t where t.opinion_id = o.id)`.execute(
    trx,
  )
  return rows[0]?.n ?? 0
}

const added = (result: { numAffectedRows?: bigint | undefined }): boolean => result.numAffectedRows === 1n

/** Puts an opinion on record; false when the id is there already. */
export const insertOpinion = async (
  trx: Scoped,
  { id, family, kind, body, customerId }: NewOpinion,
  by: { institutionId: number; userId: number; name: string; at: Date },
): Promise<boolean> =>
  added(
    await sql`insert into feedback.opinion (id, family, kind, body, customer_id, institution_id, user_id, staff_name, at)
      values (${id}, ${family}, ${kind}, ${body}, ${customerId}, ${by.institutionId}, ${by.userId}, ${by.name}, ${by.at}) on conflict do nothing`.execute(
      trx,
    ),
  )

/** Answers an opinion; false when it is answered already. */
export const insertAnswer = async (
  trx: Scoped,
  id: string,
  body: string,
  by: { userId: number; name: string; at: Date },
): Promise<boolean> =>
  added(
    await sql`insert into feedback.answer (opinion_id, body, user_id, user_name, at) values (${id}, ${body}, ${by.userId}, ${by.name}, ${by.at}) on conflict do nothing`.execute(
      trx,
    ),
  )

/** Notes that the customer was told; false when that is on record already. */
export const insertTold = async (trx: Scoped, id: string, userId: number, at: Date): Promise<boolean> =>
  added(await sql`insert into feedback.told (opinion_id, user_id, at) values (${id}, ${userId}, ${at}) on conflict do nothing`.execute(trx))

/** The opinion of an id in sight. */
export async function opinionById(
  trx: Scoped,
  id: string,
): Promise<{ userId: number; institutionId: number; answered: boolean } | undefined> {
  const { rows } = await sql<{ userId: number; institutionId: number; answered: boolean }>`
    select o.user_id as "userId", o.institution_id as "institutionId", exists (select from feedback.answer a where a.opinion_id = o.id) as answered
    from feedback.opinion o where o.id = ${id}`.execute(trx)
  return rows[0]
}

/** Whether a customer is in sight. */
export async function isInSight(trx: Scoped, customerId: bigint): Promise<boolean> {
  const { rows } =
    await sql`select from customer.customer where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(
      trx,
    )
  return rows.length > 0
}
