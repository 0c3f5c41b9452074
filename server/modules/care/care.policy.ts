/** Who may do what here, as sentences; whose customers is decided by row-level security. DOMAIN §0, M25. */

const caring: readonly string[] = ['relationship_manager', 'outlet_president']
/** Managers see the days of those they keep, presidents those of the outlet. */
export const mayCare = (role: string): boolean => caring.includes(role)

/** Everybody but tellers reads the words there are; head office writes them. */
export const mayReadBlocks = (role: string): boolean => role !== 'teller'
export const mayWriteBlocks = (role: string): boolean => role === 'head_office'
