import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { TalkCard } from './contract.ts'

/** The library as it stands, each card with what came of the contacts it was used in, as far as the scope shows them. */
export async function liveCards(trx: Scoped): Promise<TalkCard[]> {
  const { rows } = await sql<TalkCard>`
    with counted as (
      select u.card_id, count(*)::int as used, count(*) filter (where k.outcome = 'reached')::int as reached,
        count(*) filter (where k.mood in ('pleased', 'calm'))::int as welcome, count(*) filter (where k.outcome = 'refused')::int as refused,
        count(*) filter (where cardinality(k.interests) > 0 or k.next_step in ('meet', 'invite', 'open_product'))::int as onward
      from talk.used u join contact.standing k on k.id = u.contact_id group by u.card_id)
    select c.id, c.step, c.family, c.reason, c.drive, c.spoken, c.title, c.body, coalesce(n.used, 0) as used, coalesce(n.reached, 0) as reached,
      coalesce(n.welcome, 0) as welcome, coalesce(n.onward, 0) as onward, coalesce(n.refused, 0) as refused
    from talk.card c left join counted n on n.card_id = c.id where c.ended_at is null
    order by array_position(array['opening', 'need', 'objection', 'closing', 'after'], c.step), c.family nulls first, c.id`.execute(trx)
  return rows
}

export type CardText = Pick<TalkCard, 'step' | 'family' | 'reason' | 'drive' | 'spoken' | 'title' | 'body'>

/** Puts a card into the library. */
export async function insertCard(trx: Scoped, card: CardText, by: { madeBy: number; checkedBy: number | null; at: Date }): Promise<void> {
  await sql`insert into talk.card (step, family, reason, drive, spoken, title, body, made_by, checked_by, made_at)
    values (${card.step}, ${card.family}, ${card.reason}, ${card.drive}, ${card.spoken}, ${card.title}, ${card.body}, ${by.madeBy}, ${by.checkedBy}, ${by.at})`.execute(
    trx,
  )
}

/** Ends a card; false when there is none to end. */
export async function endCard(trx: Scoped, id: number, userId: number, at: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update talk.card set ended_by = ${userId}, ended_at = ${at} where id = ${id} and ended_at is null`.execute(trx)
  return numAffectedRows === 1n
}

/** Whether a card stands, and whether it names a product. */
export async function standingCard(trx: Scoped, id: number): Promise<{ namesProduct: boolean } | undefined> {
  const { rows } = await sql<{ namesProduct: boolean }>`
    select family is not null as "namesProduct" from talk.card where id = ${id} and ended_at is null`.execute(trx)
  return rows[0]
}
