/** Who may do what with gifts, as sentences (M63, M96); by person, whoever keeps stock at an outlet never hands out there. */

const makers: readonly string[] = ['head_office', 'branch_manager', 'outlet_president']
/** Whoever may ask for programmes fills the catalogue. */
export const mayAddGift = (role: string): boolean => makers.includes(role)

const keepers: readonly string[] = ['outlet_president', 'teller']
/** The president or a teller receives and counts the gifts of their own outlet. */
export const mayKeepStock = (role: string): boolean => keepers.includes(role)

const issuers: readonly string[] = ['lobby_manager', 'relationship_manager', 'teller']
/** Whoever meets the customer hands out. */
export const mayHandOut = (role: string): boolean => issuers.includes(role)

/** Who handed out may undo, and so may the president. */
export const mayUndo = (role: string): boolean => mayHandOut(role) || role === 'outlet_president'

/** Whoever keeps, hands out or answers for gifts sees the stock; compliance looks on. */
export const mayReadStock = (role: string): boolean =>
  mayKeepStock(role) || mayHandOut(role) || mayAddGift(role) || role === 'compliance_officer'
