/** Who may do what here, as sentences; whose customers is decided by row-level security. DOMAIN §0, M22. */

const leaders: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']

/** A relationship manager has a list of the day, and only the own one. */
export const hasOwnList = (role: string): boolean => role === 'relationship_manager'

/** Who leads an institution reads the lists of its managers and the team's state; a manager reads the own list. */
export const mayReadLists = (role: string): boolean => hasOwnList(role) || leaders.includes(role)
export const mayReadTeam = (role: string): boolean => leaders.includes(role)

/** Only whose list it is pins, swaps and postpones. */
export const mayWish = (role: string): boolean => hasOwnList(role)

/** Everybody with lists reads what there is to say; head office writes it. */
export const mayReadTalkingPoints = (role: string): boolean => mayReadLists(role)
export const mayWriteTalkingPoints = (role: string): boolean => role === 'head_office'
