import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'

const proposers: readonly StaffRole[] = ['head_office', 'compliance_officer']
const readers: readonly StaffRole[] = [...proposers, 'branch_manager', 'outlet_president']
const nextYear = `${new Date().getUTCFullYear() + 1}-06-01`
const change = { key: 'tier.potential.from_fen', value: '6000000', validFrom: nextYear }
const unknown = 'no.such_key'
const pack = { pack: 'plain', validFrom: nextYear }
const reason = '总行年度调整'

const asked =
  (inside: object, none?: object): RouteRule['places'] =>
  () => ({ inside, outside: [], none })
// of two proposals for the same key the second is a conflict: every walker asks for a key of their own
const ownKeys: Partial<Record<StaffRole, string>> = { head_office: 'flow.pass_through_days', compliance_officer: 'maturity.ahead_days' }

/** Head office and compliance propose; presidents and branch managers read what their figures rest on, but not the lines of the watch. */
export const policyRules: Record<string, RouteRule> = {
  'policy.list': { allowed: readers, absent: 'nothing', places: asked({}) },
  'policy.history': { allowed: readers, absent: 'not found', places: asked({ key: change.key }, { key: unknown }) },
  'policy.history#restricted': { allowed: proposers, absent: 'not found', refusal: 'not found', places: restricted },
  'policy.preview': { allowed: proposers, absent: 'not found', places: asked(change, { ...change, key: unknown }) },
  'policy.sample': {
    allowed: proposers,
    absent: 'not found',
    places: asked({ ...change, from: 'potential', to: 'long_tail' }, { ...change, key: unknown, from: 'a', to: 'b' }),
  },
  'policy.propose': {
    allowed: proposers,
    absent: 'not found',
    places: ({ role }) => ({
      inside: { key: ownKeys[role] ?? change.key, value: '7', validFrom: nextYear, reason },
      outside: [],
      none: { ...change, key: unknown, reason },
    }),
  },
  'policy.packChanges': { allowed: proposers, absent: 'not found', places: asked(pack, { ...pack, pack: 'nowhere' }) },
  'policy.proposePack': {
    allowed: proposers,
    absent: 'not found',
    places: ({ role }) => ({
      // one switch can be open at a time: compliance would meet the request of head office
      inside: role === 'compliance_officer' ? undefined : { ...pack, reason },
      outside: [],
      none: { ...pack, pack: 'nowhere', reason },
    }),
  },
}

function restricted({ role }: { role: StaffRole }) {
  const reads = role === 'branch_manager' || role === 'outlet_president' || proposers.includes(role)
  return { inside: reads ? { key: 'lookup_watch.bulk_customers' } : undefined, outside: [], none: reads ? { key: unknown } : undefined }
}
