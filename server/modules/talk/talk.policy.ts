/** Who may do what here, as sentences. DOMAIN §0, M30. */

const readers: readonly string[] = [
  'relationship_manager',
  'lobby_manager',
  'outlet_president',
  'branch_manager',
  'head_office',
  'compliance_officer',
]

/** Whoever talks with customers, leads or checks reads the library; head office writes it. */
export const mayReadTalk = (role: string): boolean => readers.includes(role)
export const mayWriteTalk = (role: string): boolean => role === 'head_office'
