/** Who may do what here, as sentences; which customers is decided by row-level security. DOMAIN §0, M21–M24. */

/** Everybody who meets a customer logs it; who is due, coverage and promises are for all but tellers. */
export const maySeeContacts = (role: string): boolean => role !== 'teller'

const answering: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']
/** Who answers for an outlet records its people's leave. */
export const mayRecordLeave = (role: string): boolean => answering.includes(role)
