/** Who may do what here, as sentences; which customers is decided by row-level security. DOMAIN §0, M20, M98. */

/** Tellers look up single customers for a transaction: a family is none of it. */
export const maySeeFacts = (role: string): boolean => role !== 'teller'

const meeting: readonly string[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
/** Who meets customers writes down what they tell. */
export const mayRecordFacts = (role: string): boolean => meeting.includes(role)
