import { canonical } from '../../../night/extract/canonical.ts'

/** By what and for what customers are contacted, here for the screens too: they need none of the contract. */
export const contactChannels = canonical.contact.columns.channel.values
export type ContactChannel = (typeof contactChannels)[number]
/** `service`: what the customer must be told (maturity, safety); needs no consent and carries no promotion. The others need consent. */
export const consentPurposes = ['marketing', 'event', 'care', 'survey'] as const
export const contactPurposes = ['service', ...consentPurposes] as const
