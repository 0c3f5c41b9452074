import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { factEventsOf, maySeeFacts } from '../dossier/index.ts'
import { numbersOf } from '../duplicate/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { maskedViewOf } from '../privacy/index.ts'
import { maturitiesOfCustomer } from '../retention/index.ts'
import type { TimelineItem } from './contract.ts'
import { institutionOf } from './log.sql.ts'
import { maskedNames } from './masked-names.ts'
import { promisesOf } from './promise.sql.ts'
import { publishedOn } from './published.sql.ts'
import { complaintsOf, contactCount, contactsOf } from './timeline.sql.ts'

const largestId = 2n ** 63n - 1n
const newestFirst = (a: TimelineItem, b: TimelineItem) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1)

/**
 * Contacts, promises, complaints, maturities and what people learned of a customer, the newest first; of all
 * numbers that are linked as one person. `total` counts all contacts there are.
 */
export function showTimeline(
  database: Database,
  person: Person,
  { customerId: id, limit }: { customerId: string; limit: number },
  now: Date,
) {
  const customerId = BigInt(id)
  return withScope(database, person.scope, async (trx) => {
    if (customerId > largestId || (await institutionOf(trx, customerId)) === undefined) return 'NOT_FOUND' as const
    const reading = { today: businessDateOf(now), policies: await policyAt(trx, businessDateOf(now)), person, limit }
    const ids = await numbersOf(trx, customerId)
    const items: TimelineItem[] = []
    let total = 0
    for (const id of ids) {
      items.push(...(await itemsOf(trx, id, reading)))
      total += await contactCount(trx, id)
    }
    return { items: items.toSorted(newestFirst), total }
  })
}

interface Reading {
  today: string
  policies: Policies
  person: Person
  limit: number
}

/** What there is of one customer number, as far as the scope shows it. */
async function itemsOf(trx: Scoped, customerId: bigint, { today, policies, person, limit }: Reading): Promise<TimelineItem[]> {
  const { role } = person.scope
  const shown = maskedNames(policies, role)
  const contacts = (await contactsOf(trx, customerId, limit)).map(({ at, flagged, permission, userId, ...contact }): TimelineItem => ({
    kind: 'contact',
    ...contact,
    at: at.toISOString(),
    warning: flagged ? permission : null,
    mine: userId === person.userId,
  }))
  const promises = (await promisesOf(trx, { today, customerId, limit })).map((promise): TimelineItem => ({
    kind: 'promise',
    on: promise.dueOn,
    promise: { ...promise, customerName: shown(promise.customerName) },
  }))
  const complaints = (await complaintsOf(trx, customerId)).map((complaint): TimelineItem => ({ kind: 'complaint', ...complaint }))
  const maturities = maskedViewOf(policies, role).hidesAmounts ? [] : await maturityItems(trx, customerId)
  const facts = maySeeFacts(role) ? await factEventsOf(trx, customerId, limit) : []
  const learned = facts.map(({ at, ...fact }): TimelineItem => ({ kind: 'fact', ...fact, on: businessDateOf(at) }))
  return [...contacts, ...promises, ...complaints, ...maturities, ...learned]
}

/** Terms near their day; of amounts that a role sees as bands only, none is told here. */
async function maturityItems(trx: Scoped, customerId: bigint): Promise<TimelineItem[]> {
  const night = await publishedOn(trx)
  const terms = night === undefined ? [] : await maturitiesOfCustomer(trx, night, customerId)
  return terms.map(({ maturesOn, productName, amountFen, daysToMaturity }) => ({
    kind: 'maturity',
    on: maturesOn,
    productName,
    amountFen: amountFen.toString(),
    days: daysToMaturity,
  }))
}
