/** Who may do what here, as sentences; whose customers is decided by row-level security. DOMAIN §0, M25, M26. */

const meeting: readonly string[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
/** Who meets customers writes to them. */
export const maySend = (role: string): boolean => meeting.includes(role)

/** Tellers look up single customers for a transaction; all others see what was written to whom. */
export const mayReadMessages = (role: string): boolean => role !== 'teller'

const caretakers: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']
/** What one wrote oneself may be called back or sent again; who leads the place does so for everybody. */
export const maySettle = (role: string, isSender: boolean): boolean => (isSender && maySend(role)) || caretakers.includes(role)

const printing: readonly string[] = ['relationship_manager', 'outlet_president']
/** Letters carry names and addresses in clear: managers print their own, presidents those of the outlet. */
export const mayPrint = (role: string): boolean => printing.includes(role)

const wording: readonly string[] = ['head_office', 'branch_manager', 'compliance_officer']
/** Wordings are asked for above the outlet, and approved by a compliance officer who did not ask. */
export const mayProposeTemplate = (role: string): boolean => wording.includes(role)

const ending: readonly string[] = ['head_office', 'compliance_officer']
/** What turns out wrong is taken out of use at once, by one person. */
export const mayEndTemplate = (role: string): boolean => ending.includes(role)
