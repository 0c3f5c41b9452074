/** Who may do what with wake-up programmes, as sentences; which customers is decided by row-level security. DOMAIN M45, §0. */

const leaders: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']

/** Who answers for an institution starts and stops its programmes. */
export const mayStartWakeUp = (role: string): boolean => leaders.includes(role)

/** Leaders and compliance read progress and effect; a manager meets the customers in today's list. */
export const mayReadWakeUps = (role: string): boolean => leaders.includes(role) || role === 'compliance_officer'
