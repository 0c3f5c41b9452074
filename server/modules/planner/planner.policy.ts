/** Who plans with customers, as sentences (M65): whoever sits down with them. */
const meeting: readonly string[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
export const mayPlan = (role: string): boolean => meeting.includes(role)
