/** Who may do what with the policies, as sentences. DOMAIN §0. */

const proposers: readonly string[] = ['head_office', 'compliance_officer']
const readers: readonly string[] = [...proposers, 'branch_manager', 'outlet_president']

/** Head office and compliance propose and check changes, and see every key. */
export const mayProposePolicies = (role: string): boolean => proposers.includes(role)

/** Branch managers and presidents read the policies that their figures rest on, but for those of protection and sign-on. */
export const mayReadPolicies = (role: string): boolean => readers.includes(role)
export const mayReadKey = (role: string, { restricted }: { restricted: boolean }): boolean =>
  mayReadPolicies(role) && (!restricted || mayProposePolicies(role))
