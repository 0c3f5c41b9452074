/** Who may do what with suggestions, as sentences; which customers is decided by row-level security. DOMAIN M27, §0. */

const advisers: readonly string[] = ['relationship_manager', 'outlet_president', 'lobby_manager']

/** A teller looks single customers up and sells nothing. */
export const mayReadSuggestions = (role: string): boolean => role !== 'teller'

/** Who speaks with customers writes down what they do not want. */
export const mayRecordDecline = (role: string): boolean => advisers.includes(role)
