import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { mayContactMany } from '../privacy/index.ts'
import { maskedNames } from './masked-names.ts'
import { maySeeContacts } from './contact.policy.ts'
import type { DueRow } from './contract.ts'
import { dueContacts } from './due-contacts.ts'
import { labelsOf } from './labels.sql.ts'

export interface DueQuestion {
  institutionId?: number | undefined
  managerId?: number | undefined
  state: 'due' | 'overdue'
  offset: number
  limit: number
}

/** Who is due (or only who is overdue), the longest due first, each with whether a call for care is allowed now. */
export function showDue(
  database: Database,
  person: Person,
  { institutionId, managerId, state, offset, limit }: DueQuestion,
  now: Date,
): Promise<{ today: string; total: number; rows: DueRow[] } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!maySeeContacts(role)) return Promise.resolve('FORBIDDEN')
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const institutions = institutionId === undefined ? undefined : [institutionId]
    const found = await dueContacts(trx, { today, managerId, institutions })
    const wanted = found.filter((row) => state === 'due' || row.state === 'overdue')
    const page = wanted.slice(offset, offset + limit)
    const ids = page.map(({ customerId }) => customerId)
    const labels = await labelsOf(trx, ids)
    const permissions = await mayContactMany(trx, ids, { at: now })
    const shown = maskedNames(await policyAt(trx, today), role)
    const rows = page.flatMap(({ customerId, managerId: _manager, institutionId: _institution, ...row }) => {
      const label = labels.get(customerId)
      if (!label) return []
      const { allowed, reason } = permissions.may(customerId, 'call', 'care')
      return [
        {
          customerId: customerId.toString(),
          ...label,
          name: shown(label.name),
          ...row,
          daysLate: daysBetween(row.dueOn, today),
          allowedNow: allowed,
          reason,
        },
      ]
    })
    return { today, total: wanted.length, rows }
  })
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
