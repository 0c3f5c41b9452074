/** Who may do what with the audit trail, as sentences; row-level security holds the web's role to the same. DOMAIN M99, §0. */
const readers: readonly string[] = ['compliance_officer', 'head_office']

/** Compliance officers and head office read the trail, nobody else. */
export const mayReadAudit = (role: string): boolean => readers.includes(role)
