import type { StaffRole } from './organisation.tables.ts'

/** Whose institutions a role sees: all of the bank's, the subtree of the own one, or the own one alone with only the own portfolio (DOMAIN §0). */
export type Reach = 'bank' | 'subtree' | 'portfolio'

const reaches: Record<StaffRole, Reach> = {
  head_office: 'bank',
  compliance_officer: 'bank',
  branch_manager: 'subtree',
  outlet_president: 'subtree',
  lobby_manager: 'subtree',
  teller: 'subtree',
  relationship_manager: 'portfolio',
}

export const reachOf = (role: StaffRole): Reach => reaches[role]
