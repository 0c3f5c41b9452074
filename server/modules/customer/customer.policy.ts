/** Who may do what with customers, as sentences; which customers is decided by row-level security. DOMAIN §0. */
const quickLookUpOnly = ['teller']

/** Everybody but a teller may list customers: a teller comes for a quick look-up at the counter. */
export const mayListCustomers = (role: string): boolean => !quickLookUpOnly.includes(role)
