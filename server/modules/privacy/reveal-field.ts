import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { clearValueOf } from './clear-value.sql.ts'
import type { RevealField } from './contract.ts'
import { largestId } from './largest-id.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'reveal-field': true
  }
}

export interface RevealRequest {
  customerId: string
  field: RevealField
  purpose: string
  purposeText: string
}

/**
 * The clear value of one field, on record in the same transaction: no record, no value. An unknown customer and one outside the scope give the
 * same NOT_FOUND, which is on record as well.
 */
export async function revealField(database: Database, person: Person, { customerId, field, purpose, purposeText }: RevealRequest) {
  const key = BigInt(customerId)
  const asked = {
    actor: actorOf(person),
    action: 'reveal-field',
    subject: { kind: 'customer', id: key.toString() },
    purpose,
    detail: { field, purposeText },
  } as const
  const found = await withScope(database, person.scope, async (trx) => {
    const clear = key > largestId ? undefined : await clearValueOf(trx, key, field)
    if (!clear) return undefined
    await recordAudit(trx, { ...asked, institutionId: clear.institutionId, outcome: 'done' })
    return { customerId: key.toString(), field, value: clear.value }
  })
  if (found) return found
  await recordRefusal(database, asked)
  return 'NOT_FOUND' as const
}
