import type { ChoiceKind } from './contract.ts'

/** Who may do what here, as sentences; which customers is decided by row-level security. DOMAIN M98, M95, §0. */

const readers: readonly string[] = ['compliance_officer', 'head_office']
/** Compliance officers and head office read the flags of the look-up watch. */
export const mayReadFlags = (role: string): boolean => readers.includes(role)

/** Only compliance officers review a flag, and none their own. */
export const mayReviewFlags = (role: string): boolean => role === 'compliance_officer'

/** Compliance officers and head office keep the calendar of holidays. */
export const mayKeepCalendar = (role: string): boolean => readers.includes(role)

const trusted: readonly ChoiceKind[] = ['guardian', 'sensitive_consent']
/** Everybody who hears a customer say so records it; a guardian and sensitive data are not for tellers. */
export const mayRecordChoice = (role: string, kind: ChoiceKind): boolean => role !== 'teller' || !trusted.includes(kind)

const responsible: readonly string[] = ['outlet_president', 'branch_manager', 'compliance_officer']
/** Everybody takes a withdrawal; do-not-contact is lifted by who answers for the outlet or by compliance. */
export const mayEndChoice = (role: string, kind: ChoiceKind): boolean =>
  kind === 'do_not_contact' ? responsible.includes(role) : mayRecordChoice(role, kind)
