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
export { maskedViewOf, shownAmount, shownName, tellsBandOnly, type MaskedView } from './masked-view.rules.ts'
/** @public */
export { maskCard, maskIdentity, maskName, maskPhone, type NameStyle } from './masking.rules.ts'

/**
 * The one question before every contact, for one channel and purpose or for all of many customers.
 * @public
 */
export {
  mayContact,
  mayContactKnown,
  mayContactMany,
  type ContactQuestion,
  type Permissions,
  type WhenAsked,
} from './contact-permission.ts'
/** @public */
export type { ContactFacts } from './contact-permission.rules.ts'
/** @public */
export { passingWithTheDay, type ContactAnswer } from './contact-terms.ts'
/** @public */
export type { ContactChannel, ContactPurpose, ContactReason } from './contract.ts'
/** @public */
export { workingDaysBetween, type WorkingDay } from './working-days.ts'
/** @public */
export { insertRefusals, refuseChannel } from './record-choice.sql.ts'
export { loadCalendar } from './keep-calendar.ts'
export { readCalendar } from './calendar-file.rules.ts'
