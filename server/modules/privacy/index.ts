/** What other modules and the composition roots may use of privacy. */
export { privacyRoutes } from './routes.ts'
export { watchLookups } from './watch-lookups.ts'

/**
 * Masked forms, for every module that shows personal data.
 * @public
 */
export { maskAddress } from './address.rules.ts'
/** @public */
export { balanceBand, bandLines, type BalanceBand } from './balance-band.rules.ts'
/** @public */
export { maskCard, maskIdentity, maskName, maskPhone, type NameStyle } from './masking.rules.ts'

/**
 * The one question before every contact.
 * @public
 */
export { mayContact, type ContactQuestion } from './contact-permission.ts'
/** @public */
export type { ContactAnswer, ContactChannel, ContactPurpose, ContactReason } from './contact-permission.rules.ts'
