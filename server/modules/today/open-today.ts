import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { TodayList } from './contract.ts'
import { dayOf, type DayBasis } from './day-of.ts'
import { isTakenMeanwhile, planInForce } from './keep-plan.ts'
import { besideOf, presentList } from './present-list.ts'
import { mayReadLists } from './today.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-today': true
  }
}

export type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'

/**
 * A manager's list of the day, the own one when none is named: made when it is first opened, made anew when a new night is out or somebody on it may
 * not be contacted any more. Whose list somebody else looks at is on record, as are refusals.
 */
export function openToday(database: Database, person: Person, managerId: number | undefined, now: Date): Promise<TodayList | Refused> {
  return withDay(database, person, managerId, now, async (trx, basis) => {
    const [onFile, beside] = await Promise.all([planInForce(trx, basis, person.userId), besideOf(trx, basis)])
    return presentList(trx, basis, onFile, beside)
  })
}

/** Runs `work` about a manager's day within the person's scope; once more when somebody else made the plan in the meantime. */
export async function withDay<T extends object>(
  database: Database,
  person: Person,
  managerId: number | undefined,
  now: Date,
  work: (trx: Scoped, basis: DayBasis) => Promise<T>,
): Promise<T | Refused> {
  const asked = {
    actor: actorOf(person),
    action: 'open-today',
    subject: { kind: 'manager', id: String(managerId ?? person.scope.managerId ?? '') },
  } as const
  const run = () =>
    withScope(database, person.scope, async (trx) => {
      const basis = await dayOf(trx, person, managerId, now)
      if (typeof basis === 'string') return basis
      const answer = await work(trx, basis)
      if (basis.readOnly) await recordAudit(trx, { ...asked, institutionId: basis.manager.institutionId, outcome: 'done' })
      return answer
    })
  const outcome = mayReadLists(person.scope.role) ? await again(run) : ('FORBIDDEN' as const)
  if (outcome === 'FORBIDDEN' || outcome === 'NOT_FOUND') await recordRefusal(database, asked)
  return outcome
}

async function again<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (isTakenMeanwhile(error)) return run()
    throw error
  }
}
