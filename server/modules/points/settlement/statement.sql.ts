import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Answer } from './settlement.rules.ts'

/** Makes the statements of a month (first day) that are not there yet; returns how many. The owner's handle. */
export async function settleMonth(trx: Database, month: string, fenPerHundred: bigint, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select points.settle_month(${month}::date, ${fenPerHundred}, ${now}) as n`.execute(trx)
  return rows[0]?.n ?? 0
}

export interface KeptStatement {
  statementId: string
  month: string
  oneId: number
  otherId: number
  oneName: string
  otherName: string
  fenPerHundred: bigint
  oneAnswer: Answer | null
  otherAnswer: Answer | null
  parts: { programme: string; issuerId: number; points: string }[]
}

const statements = sql`
  select s.statement_id::text as "statementId", s.month, s.one_id as "oneId", s.other_id as "otherId", s.one_name as "oneName", s.other_name as "otherName",
    s.fen_per_hundred as "fenPerHundred",
    (select a.answer from points.statement_answer a where a.statement_id = s.statement_id and a.institution_id = s.one_id order by a.number desc limit 1) as "oneAnswer",
    (select a.answer from points.statement_answer a where a.statement_id = s.statement_id and a.institution_id = s.other_id order by a.number desc limit 1) as "otherAnswer",
    (select jsonb_agg(jsonb_build_object('programme', p.name, 'issuerId', t.issuer_id, 'points', t.points::text) order by t.issuer_id, p.code)
      from points.statement_part t join points.programme p using (programme_id) where t.statement_id = s.statement_id) as parts
  from points.statement s`

/** Statements with a side in sight, the newest first, at most 300. */
export async function listStatements(trx: Scoped): Promise<KeptStatement[]> {
  const { rows } = await sql<KeptStatement>`${statements} order by s.month desc, s.statement_id desc limit 300`.execute(trx)
  return rows
}

/** A statement with a side in sight; undefined when there is none. */
export async function statementOf(trx: Scoped, statementId: string): Promise<KeptStatement | undefined> {
  const { rows } = await sql<KeptStatement>`${statements} where s.statement_id = ${statementId}::bigint`.execute(trx)
  return rows[0]
}

export async function answersOf(trx: Scoped, statementId: string) {
  const { rows } = await sql<{ institutionId: number; answer: Answer; note: string | null; name: string; at: Date }>`
    select institution_id as "institutionId", answer, note, answered_name as name, at from points.statement_answer
    where statement_id = ${statementId}::bigint order by number`.execute(trx)
  return rows
}

/** The postings behind a statement, without whose they are, at most 500. */
export async function postingsBehind(trx: Scoped, statementId: string) {
  const { rows } = await sql<{ postingId: string; businessDate: string; kind: string; gift: string; issuerId: number; points: string }>`
    select b.posting_id::text as "postingId", b.business_date as "businessDate", b.kind, coalesce(g.name, b.about) as gift, b.issuer_id as "issuerId",
      b.points::text as points
    from points.behind_statement(${statementId}::bigint) b
      left join points.gift g on b.about = 'gift:' || g.code`.execute(trx)
  return rows
}

export async function insertAnswer(
  trx: Scoped,
  answer: { statementId: string; institutionId: number; answer: Answer; note: string | null },
  by: { userId: number; name: string },
  at: Date,
): Promise<void> {
  // number and hash are the database's own
  await sql`insert into points.statement_answer (statement_id, number, institution_id, answer, note, answered_by, answered_name, at, hash)
    values (${answer.statementId}::bigint, 0, ${answer.institutionId}, ${answer.answer}, ${answer.note}, ${by.userId}, ${by.name}, ${at}, '')`.execute(
    trx,
  )
}
