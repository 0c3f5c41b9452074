/** Who may read what the night tells of leaving and of money that goes, as sentences; whose is decided by row-level security. DOMAIN §0. */

/** Everybody but a teller; who keeps a portfolio sees the own one. */
export const mayWatch = (role: string): boolean => role !== 'teller'
