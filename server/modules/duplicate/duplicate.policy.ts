/** Who may do what here, as sentences; which customers is decided by row-level security. DOMAIN §0, M20. */

const keepers: readonly string[] = ['relationship_manager', 'outlet_president', 'branch_manager', 'head_office']

/** Who keeps customers or leads who does says that two numbers are one person; a manager only of the own customers. */
export const mayLink = (role: string): boolean => keepers.includes(role)
/** Where two managers keep the numbers a leader decides, and another one than proposed it. */
export const mayDecide = (role: string): boolean => mayLink(role) && role !== 'relationship_manager'
/** Compliance reads who said so. */
export const mayReadPairs = (role: string): boolean => mayLink(role) || role === 'compliance_officer'
