/** Who may do what with the records of loads and nights, as sentences. DOMAIN §0. */
const seesTheWholeBank = ['head_office', 'compliance_officer']

/** Only head office and compliance may read load reports and nights: samples of failed checks may name customers of any outlet. */
export const mayReadRecords = (role: string): boolean => seesTheWholeBank.includes(role)
