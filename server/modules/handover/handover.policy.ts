/** Who may do what here, as sentences; whose customers is decided by row-level security. DOMAIN §0, M29. */

const leaders: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']

/** Who leads an institution decides who keeps its customers. */
export const mayHandOver = (role: string): boolean => leaders.includes(role)

/** Leaders and compliance read how hand-overs go; a manager those of the own portfolio. */
export const mayReadHandovers = (role: string): boolean =>
  mayHandOver(role) || role === 'relationship_manager' || role === 'compliance_officer'
