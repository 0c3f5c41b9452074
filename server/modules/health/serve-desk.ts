import { z } from 'zod'
import { actorOf, systemActor } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { asSystem, taskKind, type Task } from '../../platform/jobs/task.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import type { Reading } from './contract.ts'
import { mayServe } from './health.policy.ts'
import { deleteOld, deleteReadings, hasHealthConsent, insertReading, outletOf, readingsOf } from './reading.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-health-readings': true
    'record-health-reading': true
    'forget-health-readings': true
  }
}

const kept = z.object({ systolic: z.number(), diastolic: z.number(), pulse: z.number() })
// a reading opens for its own customer alone
const purposeOf = (customerId: string, id: string): string => `health ${customerId} ${id}`
const isOn = (policies: Policies): boolean => policies.code('health.desk') === 'on'

export interface Desk {
  on: boolean
  consent: boolean
  keepDays: number
  readings: Reading[]
}

/** The desk for one customer: nothing while it is off, and no reading without the customer's own consent. Every look at readings is on record. */
export async function openDesk(
  database: Database,
  secrets: Secrets,
  person: Person,
  customerId: string,
  now: Date,
): Promise<Desk | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = { actor: actorOf(person), action: 'open-health-readings', subject: { kind: 'customer', id: customerId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayServe(person.scope.role)) return 'FORBIDDEN'
    const institutionId = await outletOf(trx, customerId)
    if (institutionId === undefined) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const keepDays = policies.whole('health.keep_days')
    if (!isOn(policies)) return { on: false, consent: false, keepDays, readings: [] }
    const consent = await hasHealthConsent(trx, customerId, today)
    const sealed = consent ? await readingsOf(trx, customerId, addDays(today, -keepDays)) : []
    if (sealed.length > 0) await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { readings: sealed.length } })
    const readings = sealed.map(({ id, businessDate, by, sealed: text }) => ({
      id,
      businessDate,
      by,
      ...kept.parse(JSON.parse(secrets.open(purposeOf(customerId, id), text))),
    }))
    return { on: true, consent, keepDays, readings }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Keeps a reading, sealed; refused while the desk is off and without consent. Sent again it is the same reading. The trail names no figure. */
export async function recordReading(
  database: Database,
  secrets: Secrets,
  person: Person,
  wish: { customerId: string; id: string; systolic: number; diastolic: number; pulse: number },
  now: Date,
): Promise<{ repeated: boolean } | 'FORBIDDEN' | 'NOT_FOUND' | 'OFF' | 'NO_CONSENT'> {
  const { customerId, id, systolic, diastolic, pulse } = wish
  const asked = { actor: actorOf(person), action: 'record-health-reading', subject: { kind: 'customer', id: customerId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayServe(person.scope.role)) return 'FORBIDDEN'
    const institutionId = await outletOf(trx, customerId)
    if (institutionId === undefined) return 'NOT_FOUND'
    const businessDate = businessDateOf(now)
    if (!isOn(await policyAt(trx, businessDate))) return 'OFF'
    if (!(await hasHealthConsent(trx, customerId, businessDate))) return 'NO_CONSENT'
    const sealed = secrets.seal(purposeOf(customerId, id), JSON.stringify({ systolic, diastolic, pulse }))
    const made = await insertReading(trx, { id, customerId, institutionId, businessDate, sealed, at: now }, person)
    if (made) await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { repeated: !made }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { refusal: outcome } })
  return outcome
}

/** Deletes a customer's readings at their word, whether the desk is on or off. */
export async function forgetReadings(
  database: Database,
  person: Person,
  customerId: string,
): Promise<{ forgotten: number } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = { actor: actorOf(person), action: 'forget-health-readings', subject: { kind: 'customer', id: customerId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayServe(person.scope.role)) return 'FORBIDDEN'
    const institutionId = await outletOf(trx, customerId)
    if (institutionId === undefined) return 'NOT_FOUND'
    const forgotten = await deleteReadings(trx, customerId)
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done', detail: { forgotten } })
    return { forgotten }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** Readings past their days, of every customer; returns how many were deleted. */
export async function forgetOld(owner: Database, now: Date): Promise<number> {
  const today = businessDateOf(now)
  const keepDays = (await policyAt(owner, today)).whole('health.keep_days')
  const forgotten = await deleteOld(owner, addDays(today, -keepDays))
  if (forgotten > 0) {
    await owner
      .transaction()
      .execute((trx) => recordAudit(trx, { actor: systemActor, action: 'forget-health-readings', outcome: 'done', detail: { forgotten } }))
  }
  return forgotten
}

/** Deletes readings past their days; due every night. */
export const forgetReadingsKind = taskKind(
  'forget-health-readings',
  z.object({}).transform((): Record<string, never> => ({})),
)

export const healthTasks = ({ owner, now }: { owner: Database; now: () => Date }): Task[] => [
  asSystem(forgetReadingsKind, async () => {
    await forgetOld(owner, now())
  }),
]
