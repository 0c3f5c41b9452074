import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { mostHanded, type handoverRefusals, type HandoverReason } from './contract.ts'
import { mayHandOver } from './handover.policy.ts'
import { insertHandover, takeEffect } from './handover.sql.ts'
import { receiverAt } from './keepers.sql.ts'
import { chosenOf, type Portfolio } from './portfolio.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'order-handover': true
  }
}

export interface HandoverOrder extends Portfolio {
  toManagerId: number
  /** left out: everybody in the portfolio */
  customerIds?: readonly string[] | undefined
  reason: HandoverReason
  note?: string | undefined
  takesEffectOn: string
}

type Refused = Exclude<keyof typeof handoverRefusals, 'UNAUTHORIZED' | 'REAUTHENTICATE' | 'NOT_READY' | 'IN_EFFECT'>
class Refusal extends Error {
  readonly code: Refused
  constructor(code: Refused) {
    super(code)
    this.code = code
  }
}

/**
 * Hands a portfolio or part of it to another manager (M29): with its open promises and cases written down, from a day on, at once when that is today. The
 * new manager keeps the customers from then on, in the night in force and in those that come, until the bank's own data say otherwise. Whoever names a
 * customer that is not in the portfolio is answered NOT_FOUND and nothing is done.
 */
export async function orderHandover(
  database: Database,
  person: Person,
  order: HandoverOrder,
  now: Date,
): Promise<{ id: number; customers: number; inEffect: boolean } | Refused> {
  const { fromManagerId, toManagerId, institutionId, reason, takesEffectOn } = order
  const detail = { from: fromManagerId, to: toManagerId, reason, takesEffectOn, chosen: order.customerIds?.length ?? null }
  const asked = {
    actor: actorOf(person),
    action: 'order-handover',
    subject: { kind: 'manager', id: String(fromManagerId ?? '') },
    institutionId,
  } as const
  try {
    if (!mayHandOver(person.scope.role)) throw new Refusal('FORBIDDEN')
    return await withScope(database, person.scope, async (trx) => {
      const customerIds = await chosenCustomers(trx, order, businessDateOf(now))
      const made = { madeBy: person.userId, madeByName: person.name, madeAt: now }
      const id = await insertHandover(trx, { ...order, note: order.note ?? null, ...made }, customerIds)
      const inEffect = takesEffectOn <= businessDateOf(now)
      const customers = inEffect ? await takeEffect(trx, id, now) : customerIds.length
      await recordAudit(trx, { ...asked, detail: { ...detail, id, customers }, outcome: 'done' })
      return { id, customers, inEffect }
    })
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    await recordRefusal(database, { ...asked, detail: { ...detail, refusal: code } })
    return code
  }
}

async function chosenCustomers(trx: Scoped, order: HandoverOrder, today: string): Promise<bigint[]> {
  const { toManagerId, institutionId, takesEffectOn } = order
  if (order.fromManagerId === toManagerId) throw new Refusal('SAME_PERSON')
  const wanted = order.customerIds && [...new Set(order.customerIds)].map(BigInt)
  const found = await chosenOf(trx, order, wanted)
  if (found.length === 0 || (wanted !== undefined && found.length !== wanted.length)) throw new Refusal('NOT_FOUND')
  if (found.length > mostHanded) throw new Refusal('TOO_MANY')
  const latest = addDays(today, (await policyAt(trx, today)).whole('handover.longest_ahead_days'))
  if (takesEffectOn < today || takesEffectOn > latest) throw new Refusal('DATE_PASSED')
  const receiver = await receiverAt(trx, toManagerId, institutionId, takesEffectOn)
  if (!receiver) throw new Refusal('NOT_FOUND')
  if (receiver.leftOn !== null && receiver.leftOn <= takesEffectOn) throw new Refusal('HAS_LEFT')
  if (!receiver.hasPost) throw new Refusal('NO_POST_THEN')
  return found
}

/** What went against it: a rule, another hand-over of the same customer that waits, or two at the same moment. */
function codeOf(error: unknown): Refused | undefined {
  if (error instanceof Refusal) return error.code
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code === '40001') return 'CONFLICT'
  return 'constraint' in error && error.constraint === 'one_planned' ? 'UNDER_WAY' : undefined
}
