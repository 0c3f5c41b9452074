/** Who may do what with benefits and plays, as sentences; which customers is decided by row-level security. DOMAIN M43, M44. */

/** The catalogue is head office's: what it enters is dated, and what was given before stays on record. */
export const mayEditBenefits = (role: string): boolean => role === 'head_office'

/** Everybody who meets customers logs a use; compliance reads. */
export const mayLogUse = (role: string): boolean => role !== 'compliance_officer'

/** What benefits and moves achieved is for all but tellers. */
export const mayReadPlays = (role: string): boolean => role !== 'teller'
