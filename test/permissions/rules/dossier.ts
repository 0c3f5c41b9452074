import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const allButTellers = staffRoles.filter((role) => role !== 'teller')
const meeting: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
const detail = { field: 'origin', text: '苏州' }

/** A fact about a customer; returns its id. */
async function fact({ owner }: Databases, customerId: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into dossier.fact (id, thread, customer_id, field, detail, said_by, user_id, staff_name, institution_id, recorded_at)
    values (${id}, ${id}, ${customerId}, 'origin', ${JSON.stringify(detail)}::jsonb, 'customer', 1, 'x', 4, now())`.execute(owner)
  return id
}

export const dossierRules: Record<string, RouteRule> = {
  'dossier.show': { allowed: allButTellers, absent: 'not found', places: aboutCustomer() },
  'dossier.record': {
    allowed: meeting,
    absent: 'not found',
    places: (walker, databases) => aboutCustomer({ id: randomUUID(), detail })(walker, databases),
  },
  'dossier.record#correction': {
    allowed: meeting,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, databases) => {
      const of = async (other: number) => ({
        id: randomUUID(),
        customerId: String(customer),
        detail,
        corrects: await fact(databases, other),
      })
      const outside = []
      for (const other of otherCustomers) outside.push(await of(other))
      return {
        inside: await of(customer),
        outside,
        none: { id: randomUUID(), customerId: String(customer), detail, corrects: randomUUID() },
      }
    },
  },
  'dossier.confirm': {
    allowed: meeting,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, databases) => {
      const outside = []
      for (const other of otherCustomers) outside.push({ factId: await fact(databases, other) })
      return { inside: { factId: await fact(databases, customer) }, outside, none: { factId: randomUUID() } }
    },
  },
}
