/** Who may read reports, as sentences; whose figures is decided by row-level security. DOMAIN §0. */
const quickLookUpOnly = ['teller']

/** Everybody but a teller may read the state of an outlet; a relationship manager reads the one of the own portfolio. */
export const mayReadReports = (role: string): boolean => !quickLookUpOnly.includes(role)
