/** What other modules and the composition roots may use of privacy. Masking is pure and imports nothing. */
export { maskAddress } from './address.rules.ts'
export { balanceBand, bandLines, type BalanceBand } from './balance-band.rules.ts'
export { maskCard, maskIdentity, maskName, maskPhone, type NameStyle } from './masking.rules.ts'
export { privacyRoutes } from './routes.ts'
export { watchLookups } from './watch-lookups.ts'
