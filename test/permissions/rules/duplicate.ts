import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const linkers: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'branch_manager', 'head_office']
const readers: readonly StaffRole[] = [...linkers, 'compliance_officer']
const unknown = 999_999
const plain = (): RouteRule['places'] => () => ({ inside: {}, outside: [], none: undefined })

/** A pair of customers 3 and 12, both of manager 14; others are of other outlets. */
async function pair({ owner }: Databases, state: 'proposed' | 'linked', ids: readonly [number, number] = [3, 12]): Promise<number> {
  await sql`update duplicate.pair set state = 'undone' where (first_id, second_id) = (${ids[0]}, ${ids[1]})`.execute(owner)
  const { rows } = await sql<{ id: number }>`
    insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
    values (${ids[0]}, ${ids[1]}, ${state}, '{name,phone}', 'document', false, 999, now()) returning id`.execute(owner)
  return rows[0]?.id ?? 0
}

const oneOf =
  (state: 'proposed' | 'linked', input: object): RouteRule['places'] =>
  async ({ otherCustomers }, databases) => ({
    inside: { id: await pair(databases, state), ...input },
    outside: otherCustomers.length === 0 ? [] : [{ id: await pair(databases, state, [5, 8]), ...input }],
    none: { id: unknown, ...input },
  })

const bothOf =
  (input: object = {}): RouteRule['places'] =>
  async ({ otherCustomers }, { owner }) => {
    await sql`update duplicate.pair set state = 'undone'`.execute(owner)
    await sql`update customer.customer set name = '同名', phone = '13899990000' where customer_id in (3, 12)`.execute(owner)
    return {
      inside: { firstId: '3', secondId: '12', ...input },
      outside: otherCustomers.map((other) => ({ firstId: '3', secondId: String(other), ...input })),
      none: { firstId: '3', secondId: String(unknown), ...input },
    }
  }

export const duplicateRules: Record<string, RouteRule> = {
  'duplicate.candidates': { allowed: readers, absent: 'nothing', places: plain() },
  'duplicate.list': { allowed: readers, absent: 'nothing', places: plain() },
  'duplicate.compare': { allowed: readers, absent: 'not found', places: bothOf() },
  'duplicate.propose': { allowed: linkers, absent: 'not found', places: bothOf({ madeSure: 'document' }) },
  'duplicate.decide': {
    allowed: linkers.filter((role) => role !== 'relationship_manager'),
    absent: 'not found',
    places: oneOf('proposed', { outcome: 'linked' }),
  },
  'duplicate.undo': { allowed: linkers, absent: 'not found', places: oneOf('linked', { note: 'x' }) },
  'duplicate.ofCustomer': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
}
