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
import { complaintsOf, contactCount, contactsOf, type ContactRow } from './timeline.sql.ts'

const largestId = 2n ** 63n - 1n
const newestFirst = (a: TimelineItem, b: TimelineItem) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1)

/**
 * Contacts, promises, complaints, maturities and what people learned of a customer, the newest first; of all
 * numbers that are linked as one person. `total` counts all contacts there are. Contacts come `limit` at a time: `next` is the one to ask for those `before`, null when
 * there are none; all the rest comes with the first.
 */
export function showTimeline(
  database: Database,
  person: Person,
  { customerId: id, limit, before }: { customerId: string; limit: number; before?: string | undefined },
  now: Date,
) {
  const customerId = BigInt(id)
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    if (customerId > largestId) return 'NOT_FOUND' as const
    const [institution, ids, policies, night] = await Promise.all([
      institutionOf(trx, customerId),
      numbersOf(trx, customerId),
      policyAt(trx, today),
      publishedOn(trx),
    ])
    if (institution === undefined) return 'NOT_FOUND' as const
    const reading = { today, policies, person, limit, night }
    const [contacts, others, counts] = await Promise.all([
      contactsOf(trx, ids, { limit: limit + 1, before }),
      before === undefined ? Promise.all(ids.map((one) => otherItemsOf(trx, one, reading))) : [],
      Promise.all(ids.map((one) => contactCount(trx, one))),
    ])
    const shown = contacts.slice(0, limit)
    return {
      items: [...shown.map((contact) => contactItem(contact, person)), ...others.flat()].toSorted(newestFirst),
      total: counts.reduce((sum, count) => sum + count, 0),
      next: contacts.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

const contactItem = ({ at, flagged, permission, userId, ...contact }: ContactRow, person: Person): TimelineItem => ({
  kind: 'contact',
  ...contact,
  at: at.toISOString(),
  warning: flagged ? permission : null,
  mine: userId === person.userId,
})

interface Reading {
  today: string
  policies: Policies
  person: Person
  limit: number
  night: string | undefined
}

/** What there is of one customer number beside contacts, as far as the scope shows it. */
async function otherItemsOf(trx: Scoped, customerId: bigint, { today, policies, person, limit, night }: Reading): Promise<TimelineItem[]> {
  const { role } = person.scope
  const shown = maskedNames(policies, role)
  const [promises, complaints, maturities, facts] = await Promise.all([
    promisesOf(trx, { today, customerId, limit }),
    complaintsOf(trx, customerId),
    maskedViewOf(policies, role).hidesAmounts || night === undefined ? [] : maturityItems(trx, night, customerId),
    maySeeFacts(role) ? factEventsOf(trx, customerId, limit) : [],
  ])
  return [
    ...promises.map((promise): TimelineItem => ({
      kind: 'promise',
      on: promise.dueOn,
      promise: { ...promise, customerName: shown(promise.customerName) },
    })),
    ...complaints.map((complaint): TimelineItem => ({ kind: 'complaint', ...complaint })),
    ...maturities,
    ...facts.map(({ at, ...fact }): TimelineItem => ({ kind: 'fact', ...fact, on: businessDateOf(at) })),
  ]
}

/** Terms near their day; of amounts that a role sees as bands only, none is told here. */
async function maturityItems(trx: Scoped, night: string, customerId: bigint): Promise<TimelineItem[]> {
  const terms = await maturitiesOfCustomer(trx, night, customerId)
  return terms.map(({ maturesOn, productName, amountFen, daysToMaturity }) => ({
    kind: 'maturity',
    on: maturesOn,
    productName,
    amountFen: amountFen.toString(),
    days: daysToMaturity,
  }))
}
