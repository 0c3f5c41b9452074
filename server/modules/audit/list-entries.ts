import { actorOf, type AuditValue } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayReadAudit } from './audit.policy.ts'
import type { AuditFilter, AuditRow } from './contract.ts'
import { auditPage } from './entries.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-audit': true
  }
}

export interface ListEntries extends AuditFilter {
  after?: string | undefined
  limit: number
}

/** A page of the trail for those who may read it. Reading it is on record as well, and so is the refusal. */
export async function listEntries(
  database: Database,
  person: Person,
  input: ListEntries,
): Promise<{ rows: AuditRow[]; next: string | null } | 'FORBIDDEN'> {
  const { after, limit, ...filter } = input
  const asked = { actor: actorOf(person), action: 'list-audit', detail: given(filter) } as const
  if (!mayReadAudit(person.scope.role)) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    const [microseconds, id] = after?.split('.') ?? []
    const place = microseconds !== undefined && id !== undefined ? { microseconds, id } : undefined
    const { rows, end } = await auditPage(trx, filter, place, limit)
    await recordAudit(trx, { ...asked, outcome: 'done' })
    return { rows, next: end && `${end.microseconds}.${end.id}` }
  })
}

const given = (filter: AuditFilter): Record<string, AuditValue> =>
  Object.fromEntries(Object.entries(filter).filter((pair): pair is [string, string | number] => pair[1] !== undefined))
