import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const keepers: readonly StaffRole[] = ['relationship_manager', 'lobby_manager', 'outlet_president']
const readers: readonly StaffRole[] = [...keepers, 'branch_manager', 'head_office', 'compliance_officer']

/** A prospect of manager 14 in outlet 4, or of 16 in outlet 5; with the phone of customer 3. */
async function prospect({ owner }: Databases, institutionId: 4 | 5): Promise<string> {
  const id = randomUUID()
  await sql`insert into prospect.prospect (id, institution_id, manager_id, name, phone, source_class, basis, basis_proof, basis_on, channels, made_by, made_by_name, made_at)
    select ${id}, ${institutionId}, ${institutionId === 4 ? 14 : 16}, 'x', c.phone, 'd', 'written', 'x', '2026-01-01', '{call}', 1, 'x', now()
    from customer.customer c where c.customer_id = 3 and c.business_date = (select max(business_date) from customer.customer)`.execute(
    owner,
  )
  return id
}
const plain = (): RouteRule['places'] => () => ({ inside: {}, outside: [], none: undefined })
const oneOf =
  (input: (id: string) => object): RouteRule['places'] =>
  async ({ otherInstitution, role }, databases) => ({
    inside: input(await prospect(databases, 4)),
    outside: otherInstitution === null || role === 'branch_manager' ? [] : [input(await prospect(databases, 5))],
    none: input(randomUUID()),
  })

interface Entries {
  entries: [object]
}

export const prospectRules: Record<string, RouteRule> = {
  'prospect.list': { allowed: readers, absent: 'nothing', places: plain() },
  'prospect.returns': { allowed: readers, absent: 'nothing', places: plain() },
  'prospect.add': {
    allowed: keepers,
    absent: 'not found',
    places: ({ otherInstitution }) => {
      const entry = { name: 'x', sourceClass: 'd', basis: 'written', basisProof: 'x', basisOn: '2026-01-01', channels: ['call'] }
      const of = (introducedByNo: string | null) => ({ ...entry, id: randomUUID(), introducedByNo })
      // refused ones leave nothing behind, so they may be the same but for who introduced them
      return { inside: of('C000003'), outside: otherInstitution === null ? [] : [of('C000005')], none: of('C999999') }
    },
  },
  'prospect.change': { allowed: keepers, absent: 'not found', places: oneOf((id) => ({ id, needs: [], marks: [], note: null })) },
  'prospect.log': {
    allowed: keepers,
    absent: 'nothing',
    places: async (subject, databases) => {
      const at = new Date().toISOString()
      // refused entries leave nothing behind, so they may share an id: then their answers can be compared word for word
      const refused = randomUUID()
      const { inside, outside, none } = await oneOf((prospectId) => ({
        entries: [{ id: refused, prospectId, at, channel: 'call', outcome: 'reached', minutes: 5 }],
      }))(subject, databases)
      return { inside: { entries: [{ ...(inside as Entries).entries[0], id: randomUUID() }] }, outside, none }
    },
    shows: ({ results }) => Array.isArray(results) && results.every(({ result }) => result === 'saved'),
  },
  'prospect.convert': { allowed: keepers, absent: 'not found', places: oneOf((id) => ({ id, customerId: '3' })) },
  'prospect.drop': { allowed: keepers, absent: 'not found', places: oneOf((id) => ({ id, why: 'other' })) },
}
