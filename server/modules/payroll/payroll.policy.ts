/** Who sees units that pay wages or pensions, as sentences (M60); whose people is decided by row-level security. */

const readers: readonly string[] = ['head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'compliance_officer']
/** Leaders, compliance and managers of portfolios; at the counter and in the lobby there is no need. */
export const mayReadEmployers = (role: string): boolean => readers.includes(role)

/** Whoever answers for an outlet or a branch says who visits which unit. */
export const mayPlanVisits = (role: string): boolean => role === 'outlet_president' || role === 'branch_manager'

/** Who goes says what came of it, and so may who planned it. */
export const maySettleVisits = (role: string): boolean => mayPlanVisits(role) || role === 'relationship_manager'
