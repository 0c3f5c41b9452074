/** Who oversees gifts, as sentences (M96). */

const leaders: readonly string[] = ['head_office', 'branch_manager', 'outlet_president', 'compliance_officer']
/** Whoever answers for gifts sees what they have cost of what they may. */
export const mayReadBudgets = (role: string): boolean => leaders.includes(role)

/** Gifts beside inflows are looked at by head office and compliance. */
export const mayWatchGifts = (role: string): boolean => role === 'head_office' || role === 'compliance_officer'

/** Compliance alone says what it found. */
export const mayReviewGifts = (role: string): boolean => role === 'compliance_officer'
