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

/** A model that says nothing, with the figures its screen shows. */
const content = JSON.stringify({
  model: {},
  card: { held: { rows: 1, positives: 0, auc: null, averagePrecision: null, logLoss: 0, brier: 0, liftTenth: null, said: 0, came: 0 } },
})

/** A standing challenger, as if it had been approved. */
async function challenger(owner: Databases['owner']): Promise<number> {
  return owner.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    const { rows } = await sql<{ version: number }>`
      with asked as (
        insert into approval.request (kind, subject, institution_id, payload, reason, steps, deciders, asked_by, asked_login, asked_name, asked_role, asked_at, expires_at)
        values ('attrition_model', 'x', 1, '{}', 'x', '[{"name": "check", "roles": ["head_office"]}]', '{}', 999, 'x', 'x', 'head_office', '2020-01-01', '2020-01-02') returning id),
      made as (
        insert into retention.model (content, digest, valid_from, part, made_by, made_name, made_at)
        values (${content}::jsonb, repeat('0', 64), '2020-01-01', 'challenger', 999, 'x', '2020-01-01') returning version)
      insert into retention.model_event (version, event, request_id, by_id, by_name, at)
      select made.version, 'approved', asked.id, 998, 'x', '2020-01-01' from made, asked returning version`.execute(trx)
    const [made] = rows
    if (!made) throw new Error('no challenger was made')
    return made.version
  })
}

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
  'model.promote': {
    allowed: ['head_office', 'compliance_officer'],
    absent: 'not found',
    // what comes of it is asked for in the inbox: compare-models.test.ts
    places: () => ({ inside: undefined, outside: [], none: { version: 999_999, reason: 'x' } }),
  },
  'model.end': {
    allowed: ['head_office', 'compliance_officer'],
    absent: 'not found',
    places: async (_, { owner }) => ({ inside: { version: await challenger(owner) }, outside: [], none: { version: 999_999 } }),
  },
}
