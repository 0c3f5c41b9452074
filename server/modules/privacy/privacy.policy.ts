/** Who may do what here, as sentences; which customers is decided by row-level security. DOMAIN M98, §0. */

const readers: readonly string[] = ['compliance_officer', 'head_office']
/** Compliance officers and head office read the flags of the look-up watch. */
export const mayReadFlags = (role: string): boolean => readers.includes(role)

/** Only compliance officers review a flag, and none their own. */
export const mayReviewFlags = (role: string): boolean => role === 'compliance_officer'
