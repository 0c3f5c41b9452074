import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { wasOvertaken } from '../case-step.sql.ts'
import { stakeOf } from '../leave-case.sql.ts'
import { periodAround, standingOf } from './benefit.rules.ts'
import { benefitsOn } from './benefit.sql.ts'
import { customerUses, insertUse, useOf } from './benefit-use.sql.ts'
import { mayLogUse } from './plays.policy.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'log-benefit-use': true
    'take-back-benefit-use': true
  }
}

type LogRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_ENTITLED' | 'NONE_LEFT' | 'CONFLICT'
export interface UseInput {
  id: string
  customerId: string
  code: string
}

/** Logs that a customer used a benefit today, while some is left of the period (M44). Sent again it answers the same. Refusals are on record. */
export async function logUse(
  database: Database,
  person: Person,
  input: UseInput,
  now: Date,
): Promise<{ id: string; left: number } | LogRefusal> {
  const asked = {
    actor: actorOf(person),
    action: 'log-benefit-use',
    subject: { kind: 'customer', id: BigInt(input.customerId).toString() },
    detail: { code: input.code, id: input.id },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const logged = await log(trx, person, input, now)
    if (typeof logged !== 'string' && !logged.repeated)
      await recordAudit(trx, { ...asked, institutionId: logged.institutionId, outcome: 'done' })
    return logged
  }).catch(conflict)
  if (typeof outcome !== 'string') return { id: input.id, left: outcome.left }
  await recordRefusal(database, { ...asked, detail: { ...asked.detail, why: outcome } })
  return outcome
}

/** Somebody else was first. */
function conflict(error: unknown): 'CONFLICT' {
  if (!wasOvertaken(error)) throw error
  return 'CONFLICT'
}

async function log(trx: Scoped, person: Person, { id, customerId: customer, code }: UseInput, now: Date) {
  if (!mayLogUse(person.scope.role)) return 'FORBIDDEN'
  const customerId = BigInt(customer)
  const today = businessDateOf(now)
  const stake = await stakeOf(trx, customerId, today)
  if (!stake) return 'NOT_FOUND'
  if (stake.bucket !== 'counted') return 'NOT_ENTITLED'
  const benefit = (await benefitsOn(trx, today)).find((one) => one.code === code)
  if (!benefit) return 'NOT_ENTITLED'
  const { institutionId, tier } = stake
  const { from: periodFrom } = periodAround(benefit.period, today)
  const uses = await customerUses(trx, customerId, periodFrom)
  const { times, left } = standingOf(benefit, uses, tier, today)
  const before = await useOf(trx, id)
  if (before) {
    const same = before.userId === person.userId && before.customerId === customerId && before.code === code && !before.takenBack
    return same ? { repeated: true, left, institutionId } : 'CONFLICT'
  }
  if (times === 0) return 'NOT_ENTITLED'
  if (left === 0) return 'NONE_LEFT'
  const use = { id, benefitId: benefit.id, code, customerId, institutionId, on: today, periodFrom }
  return (await insertUse(trx, use, person, now)) ? { repeated: false, left: left - 1, institutionId } : 'CONFLICT'
}

/** Takes back a use that was logged by mistake: its own person, on the same day; both rows stay. Refusals are on record. */
export async function takeBackUse(
  database: Database,
  person: Person,
  { id, use }: { id: string; use: string },
  now: Date,
): Promise<{ id: string } | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_YOURS' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'take-back-benefit-use', subject: { kind: 'benefit_use', id: use } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayLogUse(person.scope.role)) return 'FORBIDDEN'
    const before = await useOf(trx, use)
    if (!before) return 'NOT_FOUND'
    const today = businessDateOf(now)
    if (before.userId !== person.userId || before.on !== today) return 'NOT_YOURS'
    const { benefitId, code, customerId, institutionId, on, periodFrom } = before
    const back = { id, benefitId, code, customerId, institutionId, on, periodFrom, takesBack: use }
    if (before.takenBack || !(await insertUse(trx, back, person, now))) return 'CONFLICT'
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { code, customerId } })
    return { id }
  }).catch(conflict)
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { why: outcome } })
  return outcome
}
