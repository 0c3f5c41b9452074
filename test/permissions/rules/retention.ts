import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const unknownCustomer = 999_999
const allButTellers = staffRoles.filter((role) => role !== 'teller')
const allButCompliance = staffRoles.filter((role) => role !== 'compliance_officer')

/** A leave case of a customer that this user opened; a former one of theirs is set aside. Returns its id. */
async function leaveCase({ owner }: Databases, customerId: number, userId: number): Promise<string> {
  const id = randomUUID()
  await closeCases(owner, customerId)
  await sql`insert into retention.leave_case (id, customer_id, institution_id, source, reason, at_stake_fen, at_stake_on, fraud_checked, user_id, staff_name,
      opened_on, opened_at, changed_at)
    select ${id}, ${customerId}, 4, 'counter', 'competitor', 100, '2026-11-20', false, ${userId}, 'x', '2026-11-21', now(), now()`.execute(
    owner,
  )
  return id
}

const closeCases = (owner: Databases['owner'], customerId: number) =>
  sql`update retention.leave_case set state = 'set_aside' where customer_id = ${customerId}`.execute(owner)

const aboutCase =
  (input: object = {}): RouteRule['places'] =>
  async ({ customer, otherCustomers, userId }, databases) => {
    const outside = []
    for (const other of otherCustomers) outside.push({ id: await leaveCase(databases, other, 999), ...input })
    return { inside: { id: await leaveCase(databases, customer, userId), ...input }, outside, none: { id: randomUUID(), ...input } }
  }

/** The same question about an institution of theirs, about another's, and about none. */
export const below =
  (input: object = {}): RouteRule['places'] =>
  ({ institutionId, otherInstitution }) => ({
    inside: { institutionId, ...input },
    outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution, ...input }],
    none: { institutionId: 99, ...input },
  })

export const retentionRules: Record<string, RouteRule> = {
  'retention.glance': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'retention.open': {
    allowed: allButCompliance,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, { owner }) => {
      await closeCases(owner, customer)
      const of = (customerId: number) => ({ id: randomUUID(), customerId: String(customerId), source: 'counter', reason: 'competitor' })
      return { inside: of(customer), outside: otherCustomers.map(of), none: of(unknownCustomer) }
    },
  },
  'retention.board': { allowed: staffRoles, absent: 'not found', places: below() },
  'retention.reasons': { allowed: allButTellers, absent: 'not found', places: below() },
  'retention.get': { allowed: staffRoles, absent: 'not found', places: aboutCase() },
  'retention.offer': { allowed: allButCompliance, absent: 'not found', places: aboutCase({ offer: 'service', note: 'x' }) },
  'retention.step': { allowed: allButCompliance, absent: 'not found', places: aboutCase({ kind: 'talked', note: 'x' }) },
  'model.show': {
    allowed: ['head_office', 'compliance_officer'],
    absent: 'nothing',
    places: () => ({ inside: {}, outside: [], none: undefined }),
  },
}
