import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { ApprovalRequest, Decision } from './kind.ts'

export type NewRequest = Pick<
  ApprovalRequest,
  'kind' | 'subject' | 'institutionId' | 'payload' | 'reason' | 'steps' | 'askedAt' | 'expiresAt'
>

/** Writes a request down; returns its id. */
export async function insertRequest(trx: Scoped, request: NewRequest, { userId, login, name, scope }: Person): Promise<string> {
  const deciders = [...new Set(request.steps.flatMap(({ roles }) => roles))]
  const { rows } = await sql<{ id: string }>`
    insert into approval.request (kind, subject, institution_id, payload, reason, steps, deciders, asked_by, asked_login, asked_name, asked_role, asked_at, expires_at)
    values (${request.kind}, ${request.subject}, ${request.institutionId}, ${JSON.stringify(request.payload)}::jsonb, ${request.reason},
      ${JSON.stringify(request.steps)}::jsonb, ${deciders}, ${userId}, ${login}, ${name}, ${scope.role}, ${request.askedAt}, ${request.expiresAt})
    returning id::text`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('approval.request took no row')
  return row.id
}

/** Writes a decision down; the database refuses one out of order, by the asker, or after the end. */
export async function insertDecision(
  trx: Scoped,
  requestId: string,
  { step, outcome, reason, at }: Pick<Decision, 'step' | 'outcome' | 'reason' | 'at'>,
  { userId, login, name, scope }: Person,
): Promise<void> {
  await sql`
    insert into approval.decision (request_id, step, outcome, reason, decided_by, decided_login, decided_name, decided_role, at)
    values (${requestId}::bigint, ${step}, ${outcome}, ${reason}, ${userId}, ${login}, ${name}, ${scope.role}, ${at})`.execute(trx)
}

const overtaking: readonly unknown[] = ['23505', '40001']

/** Whether a transaction failed because another one decided the same step first. */
export const wasOvertaken = (error: unknown): boolean => error instanceof Error && 'code' in error && overtaking.includes(error.code)
