import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { TodayList, Wish } from './contract.ts'
import { dayOf, type DayBasis } from './day-of.ts'
import { isTakenMeanwhile, planInForce } from './keep-plan.ts'
import { makePlan, readDay, type Day } from './make-plan.ts'
import { customerCards } from './people.sql.ts'
import { insertPlan, plansUntil } from './plan.sql.ts'
import { besideOf, presentList } from './present-list.ts'
import { mayWish } from './today.policy.ts'
import { insertWish, type NewWish } from './wish.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'wish-today': true
  }
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | 'CONFLICT' | 'FULL'
class Refusal extends Error {
  readonly code: Refused
  constructor(code: Refused) {
    super(code)
    this.code = code
  }
}

/**
 * Puts a manager's wish on record and makes the day's plan anew with it, in one transaction: what cannot be planned is not wished. NOT_FOUND: not a
 * customer of the own; CONFLICT: pinned, and no channel is allowed today or another number of the person is pinned, or a postponement not into the future; FULL: pins already take every place.
 */
export async function recordWish(database: Database, person: Person, wish: Wish, now: Date): Promise<TodayList | Refused> {
  const subject = { kind: 'customer', id: BigInt(wish.customerId).toString() }
  const detail = {
    kind: wish.kind,
    ...(wish.kind === 'postpone' ? { until: wish.until, reason: wish.reason } : {}),
    ...(wish.kind === 'swap' ? { for: wish.inFavourOf } : {}),
  }
  const asked = { actor: actorOf(person), action: 'wish-today', subject, detail } as const
  if (!mayWish(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  try {
    return await withScope(database, person.scope, async (trx) => {
      const basis = await dayOf(trx, person, undefined, now)
      if (typeof basis === 'string') throw new Refusal(basis)
      await keepWishes(trx, basis, person, wish)
      await planAfter(trx, basis, person, wish)
      await recordAudit(trx, { ...asked, institutionId: basis.manager.institutionId, outcome: 'done' })
      return presentList(trx, basis, await planInForce(trx, basis, person.userId), await besideOf(trx, basis))
    })
  } catch (error) {
    if (isTakenMeanwhile(error)) return 'CONFLICT'
    if (!(error instanceof Refusal)) throw error
    await recordRefusal(database, { ...asked, detail: { ...detail, refusal: error.code } })
    return error.code
  }
}

const largestId = 2n ** 63n - 1n

async function keepWishes(trx: Scoped, { manager, date, businessDate, now }: DayBasis, person: Person, wish: Wish): Promise<void> {
  const wanted = wish.kind === 'swap' ? [wish.customerId, wish.inFavourOf] : [wish.customerId]
  const ids = wanted.map((id) => BigInt(id))
  if (ids.some((id) => id > largestId)) throw new Refusal('NOT_FOUND')
  if ((await customerCards(trx, businessDate, ids)).size !== new Set(ids).size) throw new Refusal('NOT_FOUND')
  if (wish.kind === 'postpone' && wish.until <= date) throw new Refusal('CONFLICT')
  if (wish.kind === 'swap' && ids[0] === ids[1]) throw new Refusal('CONFLICT')
  const base = { managerId: manager.id, institutionId: manager.institutionId, planDate: date, madeBy: person.userId, madeAt: now }
  const [customerId = 0n, other] = ids
  const kinds = { pin: 'pin', release: 'none', swap: 'leave_out', postpone: 'postpone' } as const
  const more = wish.kind === 'postpone' ? { until: wish.until, reason: wish.reason, note: wish.note || undefined } : {}
  const rows: NewWish[] = [{ ...base, customerId, kind: kinds[wish.kind], ...more }]
  if (other !== undefined) rows.push({ ...base, customerId: other, kind: 'pin' })
  for (const row of rows) await insertWish(trx, row)
}

/** Whether another number of the same person is pinned (M20). */
const hasPinnedTwin = ({ persons, candidates }: Day, id: bigint | undefined): boolean =>
  id !== undefined &&
  candidates.some(
    ({ known: { customerId }, pinned }) => pinned && customerId !== id && persons.has(id) && persons.get(customerId) === persons.get(id),
  )

/** The next revision; everybody pinned has to be on it. */
async function planAfter(trx: Scoped, basis: DayBasis, person: Person, wish: Wish): Promise<void> {
  const { plan: before } = await plansUntil(trx, basis.manager.id, basis.date)
  const day = await readDay(trx, basis)
  const wanted = wish.kind === 'pin' ? wish.customerId : wish.kind === 'swap' ? wish.inFavourOf : undefined
  const id = wanted === undefined ? undefined : BigInt(wanted)
  if (id !== undefined && !day.options.some(({ candidate }) => candidate.known.customerId === id)) throw new Refusal('CONFLICT')
  if (hasPinnedTwin(day, id)) throw new Refusal('CONFLICT')
  const { plan, chosen } = await makePlan(day, { before, cause: 'wish', madeBy: person.userId })
  if (chosen.unplaced.some((index) => day.options[index]?.candidate.known.customerId === id)) throw new Refusal('FULL')
  await insertPlan(trx, plan, (before?.revision ?? 0) + 1)
}
