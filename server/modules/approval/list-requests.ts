import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { stateOf } from './approval.rules.ts'
import type { ApprovalBox, ApprovalDetail, ApprovalItem } from './contract.ts'
import { whyNot, type Kinds } from './kinds.ts'
import { boxRequests, findRequest, type RequestRecord } from './request.sql.ts'

export interface BoxPage {
  box: ApprovalBox
  kind?: string | undefined
  before?: string | undefined
  limit: number
}

/** A page of a box: what waits for the person, what they asked for, what they decided. */
export function listRequests(
  database: Database,
  kinds: Kinds,
  person: Person,
  { box, ...page }: BoxPage,
  now: Date,
): Promise<{ items: ApprovalItem[]; next: string | null }> {
  return withScope(database, person.scope, async (trx) => {
    const requests = await boxRequests(trx, box, { ...page, now })
    const items = requests.map((request) => present(kinds, request, person, now))
    const next = requests.length === page.limit ? (requests.at(-1)?.id ?? null) : null
    return { items: box === 'waiting' ? items.filter(({ mayDecide }) => mayDecide) : items, next }
  })
}

/** Counted so far; who has more waiting than this has other worries than the number. */
const countedAtMost = 200

/** How many requests wait for the person, for the badge of the navigation. */
export async function countWaiting(database: Database, kinds: Kinds, person: Person, now: Date): Promise<{ waiting: number }> {
  const { items } = await listRequests(database, kinds, person, { box: 'waiting', limit: countedAtMost }, now)
  return { waiting: items.length }
}

/** One request with its payload; an unknown one and one of others are both NOT_FOUND. */
export function openRequest(
  database: Database,
  kinds: Kinds,
  person: Person,
  id: string,
  now: Date,
): Promise<ApprovalDetail | 'NOT_FOUND'> {
  return withScope(database, person.scope, async (trx) => {
    const request = await findRequest(trx, id)
    return request ? { ...present(kinds, request, person, now), payload: { ...(request.payload as object) } } : 'NOT_FOUND'
  })
}

function present(kinds: Kinds, request: RequestRecord, person: Person, now: Date): ApprovalItem {
  const { id, kind, subject, institutionId, institutionName, reason, askedBy, askedAt, expiresAt, steps, decisions } = request
  const { name, login, role, userId } = askedBy
  return {
    id,
    kind,
    subject,
    institutionId,
    institutionName,
    reason,
    askedBy: { name, login, role },
    mine: userId === person.userId,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    state: stateOf(request, now),
    steps: steps.map((step, index) => {
      const decision = decisions.find((one) => one.step === index + 1)
      const { outcome, reason: why, name: by, role: as, at } = decision ?? {}
      const taken = outcome && at ? { outcome, reason: why ?? '', name: by ?? '', role: as ?? '', at: at.toISOString() } : null
      return { name: step.name, roles: [...step.roles], decision: taken }
    }),
    mayDecide: whyNot(kinds, request, person, now) === undefined,
  }
}
