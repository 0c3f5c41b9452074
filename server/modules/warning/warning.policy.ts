/** Who sees what of the early warnings, as sentences; which customers is decided by row-level security. DOMAIN M40, §0. */

const keepers: readonly string[] = ['relationship_manager', 'outlet_president', 'branch_manager', 'head_office']
const steerers: readonly string[] = ['outlet_president', 'branch_manager', 'head_office', 'compliance_officer']

/** Who keeps customers, or leads those who do, sees who is warned of. */
export const mayReadWarnings = (role: string): boolean => keepers.includes(role)

/** What a signal was worth is for who steers by it, and for compliance. */
export const mayReadRecord = (role: string): boolean => steerers.includes(role)

const leaders: readonly string[] = ['outlet_president', 'branch_manager', 'head_office']

/** Who leads an outlet, or those above, defines risk groups of its own (M11); all who keep customers there see them. */
export const mayDefineGroups = (role: string): boolean => leaders.includes(role)
