import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const allButTellers = staffRoles.filter((role) => role !== 'teller')
const answering: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const unknownCustomer = 999_999
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

/** A promise to a customer; returns its id. */
async function promise({ owner }: Databases, customerId: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id)
    values (${id}, ${customerId}, 'x', '2030-01-01', 1, 'x', 4)`.execute(owner)
  return id
}

export const contactRules: Record<string, RouteRule> = {
  'contact.log': {
    allowed: staffRoles,
    absent: 'nothing',
    places: ({ customer, otherCustomers }) => {
      const at = new Date().toISOString()
      // refused entries leave nothing behind, so they may share an id: then their answers can be compared word for word
      const refused = randomUUID()
      const of = (customerId: number, id = refused) => ({
        entries: [{ id, customerId: String(customerId), at, channel: 'call', outcome: 'reached' }],
      })
      return { inside: of(customer, randomUUID()), outside: otherCustomers.map((other) => of(other)), none: of(unknownCustomer) }
    },
    shows: ({ results }) => Array.isArray(results) && results.every(({ result }) => result === 'saved'),
  },
  'contact.timeline': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'contact.cadence': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'contact.due': { allowed: allButTellers, absent: 'nothing', places: plain() },
  'contact.coverage': { allowed: allButTellers, absent: 'nothing', places: plain() },
  'contact.promises': { allowed: allButTellers, absent: 'nothing', places: plain() },
  'contact.settlePromise': {
    allowed: staffRoles,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, databases) => {
      const step = { kind: 'kept', proof: 'x', toldCustomer: true }
      const outside = []
      for (const other of otherCustomers) outside.push({ id: await promise(databases, other), ...step })
      return { inside: { id: await promise(databases, customer), ...step }, outside, none: { id: randomUUID(), ...step } }
    },
  },
  'contact.day': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'contact.planContact': {
    allowed: staffRoles,
    absent: 'not found',
    places: aboutCustomer({ forDate: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10), channel: null }),
  },
  'contact.reviewDay': { allowed: staffRoles, absent: 'nothing', places: plain({ wentWell: 'x', toImprove: '' }) },
  'contact.recordLeave': {
    allowed: answering,
    absent: 'not found',
    places: ({ otherInstitution }) => {
      const days = { fromOn: '2030-01-01', untilOn: '2030-01-02' }
      return {
        inside: { staffId: 14, ...days },
        outside: otherInstitution === null ? [] : [{ staffId: 18, ...days }],
        none: { staffId: 999, ...days },
      }
    },
  },
}
