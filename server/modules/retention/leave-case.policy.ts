/** Who may do what in leave cases, as sentences; which customers is decided by row-level security. DOMAIN M41, §0. */

/** Everybody who meets customers opens and works on leave cases; compliance reads. */
export const mayKeepCustomers = (role: string): boolean => role !== 'compliance_officer'

/** A teller sees the cases they opened; everybody else those of their scope. */
export const seesOwnCasesOnly = (role: string): boolean => role === 'teller'

/** Reasons of an outlet are for all but tellers. */
export const mayReadReasons = (role: string): boolean => role !== 'teller'
