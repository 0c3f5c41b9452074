/** Who may do what here, as sentences. M82. */

/** Everybody who meets customers passes on what is said of products. */
export const maySay = (role: string): boolean => role !== 'compliance_officer'
/** Product people sit at head office: they read all of it, without who the customer is, and answer. */
export const mayAnswer = (role: string): boolean => role === 'head_office'
