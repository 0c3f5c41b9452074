import { mayManageAnybody } from './manage.rules.ts'

/** Who may do what with people, as sentences; which people is decided by row-level security and manage.rules.ts. DOMAIN §0. */

const readers: readonly string[] = ['head_office', 'compliance_officer', 'branch_manager', 'outlet_president']
/** Those who manage people read them in their subtree, and so do compliance officers. */
export const mayReadPeople = (role: string): boolean => readers.includes(role)

/** Those who manage people change clusters and hand over portfolios in their subtree, but not while they act for somebody else. */
export const mayArrange = (role: string, actsForOthers: boolean) => mayManageAnybody({ role, actsForOthers })
