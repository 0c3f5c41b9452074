import { randomBytes } from 'node:crypto'
import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { drawLot } from './assign.rules.ts'
import type { StartInput } from './contract.ts'
import { settle, tiersUp } from './settle.ts'
import { insertMembers, insertProgramme, sizesOf, takeTurns } from './wake-up.sql.ts'
import { mayStartWakeUp } from './wake-up.policy.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'start-wake-up': true
  }
}

type StartRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | 'TOO_FEW' | 'CONFLICT'
export interface Started {
  id: string
  offered: number
  heldOut: number
  waves: number
}

/**
 * Draws the lot and starts a programme (M45): who is offered, in which wave, who is held out; settled once, with a seed nobody chose. Sent again it
 * answers the same. Refused where too few could be held out to tell an effect. Refusals are on record.
 */
export async function startWakeUp(
  database: Database,
  person: Person,
  input: StartInput,
  now: Date,
  seed = randomBytes(32).toString('hex'),
): Promise<Started | StartRefusal> {
  const asked = { actor: actorOf(person), action: 'start-wake-up', subject: { kind: 'wake_up', id: input.id } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const started = await start(trx, person, input, now, seed)
    if (typeof started === 'string' || started.repeated) return started
    const detail = { name: input.name, offered: started.offered, heldOut: started.heldOut, waves: started.waves }
    await recordAudit(trx, { ...asked, institutionId: input.institutionId, outcome: 'done', detail })
    return started
  })
  if (typeof outcome !== 'string') return { id: input.id, offered: outcome.offered, heldOut: outcome.heldOut, waves: outcome.waves }
  await recordRefusal(database, { ...asked, detail: { why: outcome } })
  return outcome
}

async function start(trx: Scoped, person: Person, input: StartInput, now: Date, seed: string) {
  // first of all: the lock is what later statements see the bank after
  await takeTurns(trx)
  if (!mayStartWakeUp(person.scope.role)) return 'FORBIDDEN'
  const institutions = await subtreeOf(trx, person.scope, input.institutionId)
  if (institutions.length === 0) return 'NOT_FOUND'
  const before = await sizesOf(trx, input.id)
  if (before) return before.userId === person.userId ? { repeated: true, ...before } : 'CONFLICT'
  const today = businessDateOf(now)
  const settled = await settle(trx, input, institutions, today, now)
  if (!settled) return 'NOT_READY'
  const { preview, eligible, confidenceBp } = settled
  if (preview.tooFew) return 'TOO_FEW'
  const { holdoutBp, waveSize, waveDays, windowDays, businessDate: basedOn } = preview
  const drawn = drawLot(
    eligible.map(({ customerId, tier }) => ({ customerId, stratum: tier })),
    { seed, holdoutBp, waveSize, order: tiersUp },
  )
  const homes = [...new Set(eligible.map(({ institutionId }) => institutionId))]
  const settledNow = {
    institutions: homes,
    basedOn,
    waveSize,
    waveDays,
    holdoutBp,
    windowDays,
    confidenceBp,
    seed,
    startedOn: today,
    at: now,
  }
  if (!(await insertProgramme(trx, input, person, settledNow))) return 'CONFLICT'
  const known = new Map(eligible.map((one) => [one.customerId, one]))
  const members = drawn.map(({ customerId, stratum, arm, wave }) => {
    const fromOn = addDays(today, wave * waveDays)
    const { institutionId = 0, aumFen = 0n } = known.get(customerId) ?? {}
    return { customerId, institutionId, stratum, arm, wave, fromOn, untilOn: addDays(fromOn, windowDays), aumFen }
  })
  await insertMembers(trx, input.id, members)
  const heldOut = drawn.filter(({ arm }) => arm === 'held_out').length
  return { repeated: false, offered: drawn.length - heldOut, heldOut, waves: 1 + Math.max(...drawn.map(({ wave }) => wave)) }
}
