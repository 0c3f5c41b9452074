import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'

const leaders: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const withLists: readonly StaffRole[] = [...leaders, 'relationship_manager']
const manager = 14
const ofOtherOutlet = 16
const ofOwnOutlet = 15
const nobody = 999_999

/** The day of manager 14; a manager of another outlet, for the manager also a colleague. */
const managers =
  (more: object = {}): RouteRule['places'] =>
  ({ role, otherInstitution }) => ({
    inside: { managerId: manager, ...more },
    outside: [
      ...(otherInstitution === null || role === 'branch_manager' ? [] : [{ managerId: ofOtherOutlet, ...more }]),
      ...(role === 'relationship_manager' ? [{ managerId: ofOwnOutlet, ...more }] : []),
    ],
    none: { managerId: nobody, ...more },
  })

export const todayRules: Record<string, RouteRule> = {
  'today.open': { allowed: withLists, absent: 'not found', places: managers() },
  'today.preview': { allowed: withLists, absent: 'not found', places: managers() },
  'today.alternatives': { allowed: withLists, absent: 'not found', places: managers() },
  'today.wish': {
    allowed: ['relationship_manager'],
    absent: 'not found',
    places: ({ customer, otherCustomers }) => ({
      inside: { kind: 'release', customerId: String(customer) },
      outside: otherCustomers.map((other) => ({ kind: 'release', customerId: String(other) })),
      none: { kind: 'release', customerId: String(nobody) },
    }),
  },
  'today.team': {
    allowed: leaders,
    absent: 'not found',
    places: ({ institutionId, otherInstitution }) => ({
      inside: { institutionId },
      outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution }],
      none: { institutionId: 99 },
    }),
  },
  'today.listTalkingPoints': { allowed: withLists, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'today.saveTalkingPoints': {
    allowed: ['head_office'],
    absent: 'nothing',
    places: () => ({ inside: { reason: 'birthday', texts: ['只祝福'] }, outside: [], none: undefined }),
  },
}
