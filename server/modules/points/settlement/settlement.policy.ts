const leaders: readonly string[] = ['head_office', 'branch_manager', 'outlet_president']
/** Points are owed by outlets: their leaders, head office and compliance see how many, and what is settled between them. */
export const mayReadSettlement = (role: string): boolean => leaders.includes(role) || role === 'compliance_officer'

/** Each side's president answers for their own outlet. */
export const mayAnswer = (role: string): boolean => role === 'outlet_president'
