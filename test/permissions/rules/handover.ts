import { sql } from 'kysely'
import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const leaders: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const readers: readonly StaffRole[] = [...leaders, 'relationship_manager', 'compliance_officer']
const unknown = 999_999
/** manager 14 keeps customers of outlet 4, 16 those of outlet 5; in outlet 6 nobody does */
const here = { fromManagerId: 14, institutionId: 4 }
const there = { fromManagerId: 16, institutionId: 5 }
const elsewhere = ({ otherInstitution }: { otherInstitution: number | null }) => otherInstitution !== null

/** A hand-over that waits for its day; its number. */
async function planned({ owner }: Databases, { fromManagerId, institutionId }: typeof here): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into handover.handover (from_manager_id, to_manager_id, institution_id, reason, takes_effect_on, made_by, made_by_name, made_at)
    values (${fromManagerId}, ${fromManagerId === 14 ? 15 : 14}, ${institutionId}, 'balance', '2999-01-01', 1, 'x', now()) returning id`.execute(
    owner,
  )
  return rows[0]?.id ?? 0
}

const oneOf =
  (isOthers: (walker: { role: StaffRole; otherInstitution: number | null }) => boolean): RouteRule['places'] =>
  async (walker, databases) => ({
    inside: { id: await planned(databases, here) },
    outside: isOthers(walker) && walker.role !== 'branch_manager' ? [{ id: await planned(databases, there) }] : [],
    none: { id: unknown },
  })

/** Whose customers somebody may hand over: those of the institutions they lead. */
export const handoverRules: Record<string, RouteRule> = {
  'handover.keepers': {
    allowed: leaders,
    absent: 'not found',
    places: ({ institutionId, otherInstitution }) => ({
      inside: { institutionId },
      outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution }],
      none: { institutionId: 99 },
    }),
  },
  'handover.preview': {
    allowed: leaders,
    absent: 'not found',
    places: (walker) => ({
      inside: here,
      outside: elsewhere(walker) && walker.role === 'outlet_president' ? [there] : [],
      none: { fromManagerId: unknown, institutionId: 4 },
    }),
  },
  'handover.order': {
    allowed: leaders,
    absent: 'not found',
    places: (walker) => {
      const order = { toManagerId: 15, reason: 'balance', takesEffectOn: '2026-01-01' }
      const later = { ...order, takesEffectOn: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10) }
      return {
        inside: undefined,
        outside: elsewhere(walker) && walker.role === 'outlet_president' ? [{ ...there, ...later }] : [],
        none: { fromManagerId: unknown, institutionId: 4, ...later },
      }
    },
  },
  'handover.list': { allowed: readers, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'handover.get': { allowed: readers, absent: 'not found', places: oneOf(elsewhere) },
  'handover.introduction': {
    allowed: readers,
    absent: 'not found',
    // nothing was handed over there: who is in sight and who is not are answered alike
    places: ({ otherCustomers }) => ({
      inside: undefined,
      outside: otherCustomers.map((customerId) => ({ customerId: String(customerId) })),
      none: { customerId: '999999' },
    }),
  },
  'handover.cancel': { allowed: leaders, absent: 'not found', places: oneOf(elsewhere) },
}
