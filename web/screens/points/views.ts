export type PointsView = 'desk' | 'programmes' | 'stock' | 'settlement' | 'liability' | 'refused' | 'budgets' | 'watch'

const views: Record<string, readonly PointsView[]> = {
  head_office: ['programmes', 'settlement', 'liability', 'budgets', 'stock', 'refused', 'watch'],
  compliance_officer: ['programmes', 'refused', 'watch', 'budgets', 'stock', 'settlement', 'liability'],
  branch_manager: ['programmes', 'settlement', 'liability', 'budgets', 'stock'],
  outlet_president: ['programmes', 'budgets', 'stock', 'settlement', 'liability', 'desk'],
  teller: ['desk', 'stock', 'programmes'],
}

/** What a role finds here, its own work first. */
export const viewsOf = (role: string): readonly PointsView[] => views[role] ?? ['desk', 'stock', 'programmes']

export const handsOut = (role: string): boolean => ['lobby_manager', 'relationship_manager', 'teller'].includes(role)
export const givesLinks = (role: string): boolean => handsOut(role) || role === 'outlet_president'
export const keepsGifts = (role: string): boolean => ['outlet_president', 'teller'].includes(role)
export const asksForProgrammes = (role: string): boolean => ['head_office', 'branch_manager', 'outlet_president'].includes(role)
