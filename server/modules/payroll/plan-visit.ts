import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { readEmployers } from './list-employers.ts'
import { mayPlanVisits, maySettleVisits } from './payroll.policy.ts'
import { insertStep, insertVisit, staffInSight, visitOf } from './visit.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'plan-unit-visit': true
    'settle-unit-visit': true
  }
}

const aheadDays = 60

export interface VisitWish {
  id: string
  employerId: number
  staffId: number
  visitOn: string
  reason: string
}

/** Says who visits a unit and when; a unit has one open visit at a time. Sent again it answers the same. Refusals are on record. */
export async function planVisit(database: Database, person: Person, wish: VisitWish, now: Date) {
  const asked = { actor: actorOf(person), action: 'plan-unit-visit', subject: { kind: 'employer', id: String(wish.employerId) } } as const
  const detail = { visit: wish.id, staff: wish.staffId, visitOn: wish.visitOn }
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayPlanVisits(person.scope.role)) return 'FORBIDDEN'
    const before = await visitOf(trx, wish.id)
    if (before)
      return before.employerId === wish.employerId && before.userId === person.userId ? { id: wish.id, repeated: true } : 'CONFLICT'
    const today = businessDateOf(now)
    if (wish.visitOn < today || wish.visitOn > addDays(today, aheadDays)) return 'INVALID'
    const read = await readEmployers(trx, now, wish.employerId)
    if (!read) return 'NOT_READY'
    const [employer] = read.employers
    const staff = await staffInSight(trx, wish.staffId, today)
    if (!employer || !staff) return 'NOT_FOUND'
    if (employer.visit) return 'CONFLICT'
    const visit = { ...wish, institutionId: staff.institutionId, staffName: staff.name, slips: employer.slips, at: now }
    await insertVisit(trx, visit, person)
    await recordAudit(trx, { ...asked, institutionId: staff.institutionId, outcome: 'done', detail: { ...detail, slips: employer.slips } })
    return { id: wish.id, repeated: false }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...detail, refusal: outcome } })
  return outcome
}

/** Writes down what came of a visit, by who went or who answers for the outlet; once. Refusals are on record. */
export async function settleVisit(
  database: Database,
  person: Person,
  { id, outcome: result, note }: { id: string; outcome: 'done' | 'called_off'; note: string },
  now: Date,
) {
  const asked = {
    actor: actorOf(person),
    action: 'settle-unit-visit',
    subject: { kind: 'unit_visit', id },
    detail: { outcome: result, note },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!maySettleVisits(person.scope.role)) return 'FORBIDDEN'
    const visit = await visitOf(trx, id)
    if (!visit) return 'NOT_FOUND'
    if (!(await insertStep(trx, { visitId: id, outcome: result, note, at: now }, person))) return 'CONFLICT'
    await recordAudit(trx, { ...asked, institutionId: visit.institutionId, outcome: 'done' })
    return { id }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
