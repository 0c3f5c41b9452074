import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { cadenceOf } from './cadence.sql.ts'
import { dueContacts } from './due-contacts.ts'
import { institutionOf } from './log.sql.ts'

const largestId = 2n ** 63n - 1n

/** Class of a customer with what gave it, and the clock. */
export function showCadence(database: Database, person: Person, { customerId: id }: { customerId: string }, now: Date) {
  const customerId = BigInt(id)
  return withScope(database, person.scope, async (trx) => {
    if (customerId > largestId || (await institutionOf(trx, customerId)) === undefined) return 'NOT_FOUND' as const
    const record = await cadenceOf(trx, customerId)
    const [clock] = await dueContacts(trx, { today: businessDateOf(now), customerId, later: true })
    if (!record || !clock) return { cadence: null }
    const { dueOn, state, lastContactOn } = clock
    return { cadence: { ...record, dueOn, state, lastContactOn } }
  })
}
