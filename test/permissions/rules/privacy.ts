import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const unknownCustomer = 999_999
const keepers: readonly StaffRole[] = ['head_office', 'compliance_officer']
const responsible: readonly StaffRole[] = ['outlet_president', 'branch_manager', 'compliance_officer']

/** The same question about a customer of theirs, about others', and about nobody. */
export const aboutCustomer =
  (input: object = {}): RouteRule['places'] =>
  ({ customer, otherCustomers }) => {
    const of = (customerId: number) => ({ customerId: String(customerId), ...input })
    return { inside: of(customer), outside: otherCustomers.map(of), none: of(unknownCustomer) }
  }

const once =
  (input: () => object): RouteRule['places'] =>
  () => ({ inside: input(), outside: [], none: undefined })
const proven = { textVersion: 'v1', source: 'paper', proof: 'x', validFrom: '2026-01-01' }

/** A do-not-contact of a customer; returns its id. */
async function forbid({ owner }: Databases, customerId: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (${customerId}, 'x', 1) returning id::text`.execute(owner)
  return rows[0]?.id ?? ''
}

const refusalOf = () => ({ kind: 'quiet_period', about: 'asked', validFrom: '2026-01-01', validTo: laterDay() })
let days = 0
/** another end each time: the same record twice is refused */
const laterDay = () => new Date(Date.UTC(2026, 0, 2 + (days++ % 300))).toISOString().slice(0, 10)

export const privacyRules: Record<string, RouteRule> = {
  'privacy.permission': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'privacy.recordChoice': {
    allowed: staffRoles,
    absent: 'not found',
    places: (walker, databases) => aboutCustomer({ choice: refusalOf() })(walker, databases),
  },
  'privacy.recordChoice#sensitive': {
    allowed: staffRoles.filter((role) => role !== 'teller'),
    absent: 'not found',
    places: (walker, databases) =>
      aboutCustomer({ choice: { kind: 'sensitive_consent', category: 'health', usedFor: '健康角记录', ...proven, proof: `p${days++}` } })(
        walker,
        databases,
      ),
  },
  'privacy.endChoice': {
    allowed: responsible,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, databases) => {
      const end = { kind: 'do_not_contact', source: 'said' }
      const outside = []
      for (const other of otherCustomers) outside.push({ customerId: String(other), id: await forbid(databases, other), ...end })
      return {
        inside: { customerId: String(customer), id: await forbid(databases, customer), ...end },
        outside,
        none: { customerId: String(unknownCustomer), id: '999999', ...end },
      }
    },
  },
  'privacy.calendar': { allowed: staffRoles, absent: 'nothing', places: once(() => ({ year: 2026 })) },
  'privacy.saveCalendarDay': {
    allowed: keepers,
    absent: 'nothing',
    places: once(() => ({ day: '2030-01-01', working: false, about: '元旦' })),
  },
  'privacy.removeCalendarDay': {
    allowed: keepers,
    absent: 'not found',
    places: async (_walker, { owner }) => {
      await sql`insert into privacy.calendar_exception values ('2030-01-02', false, 'x') on conflict do nothing`.execute(owner)
      return { inside: { day: '2030-01-02' }, outside: [], none: { day: '2030-01-03' } }
    },
  },
}
