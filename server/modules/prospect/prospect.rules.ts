import type { ContactChannel, ContactFacts } from '../privacy/index.ts'

/** What the one question before a contact needs to know of a prospect: what was agreed, whether it was taken back, and what others did lately. */
export interface ProspectFacts {
  channels: readonly ContactChannel[]
  refused: boolean
  basisOn: string
  contacts: readonly { on: string; byOthers: boolean }[]
}

/** A prospect as the rules of privacy know people: the basis is a consent to the channels named and to nothing else; a refusal ends it all (M21, M95). */
export const factsOf = ({ channels, refused, basisOn, contacts }: ProspectFacts): ContactFacts => ({
  notForMarketing: false,
  status: null,
  birthDate: null,
  doNotContact: refused,
  openComplaint: false,
  quiet: [],
  refusals: [],
  consents: channels.map((channel) => ({ channel, purpose: null, from: basisOn, to: null })),
  contacts,
  linked: null,
})

/** AUM won an hour, in whole fen; null without time on record. */
export const perHour = (aumFen: bigint, minutes: number): bigint | null => (minutes === 0 ? null : (aumFen * 60n) / BigInt(minutes))
