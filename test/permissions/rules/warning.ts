import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'

const keepers: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'branch_manager', 'head_office']
const steerers: readonly StaffRole[] = ['outlet_president', 'branch_manager', 'head_office', 'compliance_officer']

const below =
  (): RouteRule['places'] =>
  ({ institutionId, otherInstitution }) => ({
    inside: { institutionId },
    outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution }],
    none: { institutionId: 99 },
  })

export const warningRules: Record<string, RouteRule> = {
  'warning.list': { allowed: keepers, absent: 'not found', places: below() },
  'warning.summary': { allowed: keepers, absent: 'not found', places: below() },
  'warning.record': { allowed: steerers, absent: 'not found', places: below() },
}
