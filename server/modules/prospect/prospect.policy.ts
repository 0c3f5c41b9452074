/** Who may do what here, as sentences; whose prospects is decided by row-level security. DOMAIN §0, M31. */

const keepers: readonly string[] = ['relationship_manager', 'lobby_manager', 'outlet_president']
const readers: readonly string[] = [...keepers, 'branch_manager', 'head_office', 'compliance_officer']

/** Who meets people enters prospects and works on them; who leads or checks reads. */
export const mayKeepProspects = (role: string): boolean => keepers.includes(role)
export const mayReadProspects = (role: string): boolean => readers.includes(role)
