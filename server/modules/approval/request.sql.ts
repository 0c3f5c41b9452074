import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ApprovalBox } from './contract.ts'
import type { ApprovalRequest, Decision } from './kind.ts'

type Kept = Omit<ApprovalRequest, 'decisions'> & { institutionName: string; decisions: (Omit<Decision, 'at'> & { at: string })[] }
/** A request with the name of its institution. */
export type RequestRecord = ApprovalRequest & { institutionName: string }

const requests = sql`
  select r.id::text, r.kind, r.subject, r.institution_id as "institutionId", coalesce(i.name, '') as "institutionName", r.payload, r.reason, r.steps,
    jsonb_build_object('userId', r.asked_by, 'login', r.asked_login, 'name', r.asked_name, 'role', r.asked_role) as "askedBy",
    r.asked_at as "askedAt", r.expires_at as "expiresAt", d.decisions
  from approval.request r
  left join organisation.institution i on i.id = r.institution_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('step', d.step, 'outcome', d.outcome, 'reason', d.reason, 'decidedBy', d.decided_by,
      'name', d.decided_name, 'role', d.decided_role, 'at', d.at) order by d.step), '[]') as decisions
    from approval.decision d where d.request_id = r.id
  ) d`

const recordOf = ({ decisions, ...request }: Kept): RequestRecord => ({
  ...request,
  decisions: decisions.map((decision) => ({ ...decision, at: new Date(decision.at) })),
})

const among = async (trx: Scoped, condition: RawBuilder<unknown>): Promise<RequestRecord[]> =>
  (await sql<Kept>`${requests} where ${condition}`.execute(trx)).rows.map(recordOf)

const largestId = 2n ** 63n - 1n

/** A request that row-level security shows; undefined otherwise. `requestId`: digits. */
export async function findRequest(trx: Scoped, requestId: string): Promise<RequestRecord | undefined> {
  const id = BigInt(requestId)
  return id > largestId ? undefined : (await among(trx, sql`r.id = ${id}`))[0]
}

const open = (now: Date) => sql`r.expires_at > ${now}
  and not jsonb_path_exists(d.decisions, '$[*] ? (@.outcome != "approved")') and jsonb_array_length(d.decisions) < jsonb_array_length(r.steps)`

/** Those a box may hold, newest first; the kind has the last word on what waits for whom. */
export function boxRequests(
  trx: Scoped,
  box: ApprovalBox,
  { kind, before, limit, now }: { kind?: string | undefined; before?: string | undefined; limit: number; now: Date },
): Promise<RequestRecord[]> {
  const me = sql`(select platform.current_user_id())`
  const held: Record<ApprovalBox, RawBuilder<unknown>> = {
    waiting: sql`r.asked_by <> ${me} and ${open(now)} and r.steps -> jsonb_array_length(d.decisions) -> 'roles' ? (select platform.current_role_code())
      and not exists (select from approval.decision own where own.request_id = r.id and own.decided_by = ${me})`,
    mine: sql`r.asked_by = ${me}`,
    done: sql`r.asked_by <> ${me} and r.id in (select own.request_id from approval.decision own where own.decided_by = ${me})`,
  }
  const conditions = [
    held[box],
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(before === undefined ? [] : [sql`r.id::numeric < ${before}::numeric`]),
  ]
  return among(trx, sql`${sql.join(conditions, sql` and `)} order by r.id desc limit ${limit}`)
}

/** Open requests of a kind, of one subject when given, that row-level security shows; oldest first. */
export const openOfKind = (trx: Scoped, kind: string, subject: string | undefined, now: Date): Promise<RequestRecord[]> =>
  among(trx, sql`r.kind = ${kind} and ${subject === undefined ? sql`true` : sql`r.subject = ${subject}`} and ${open(now)} order by r.id`)
