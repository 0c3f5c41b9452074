/** What a posting does with a customer's points (M70). */
export type PostingKind = 'earn' | 'spend' | 'reserve' | 'capture' | 'release' | 'expire' | 'reverse'

export interface PostingRequest {
  programmeId: number
  customerId: bigint
  kind: PostingKind
  /** names the act: asked again with the same key and content it changes nothing, with other content it is refused */
  key: string
  /** whole points; left out for capture, release, reverse (those of the posting referred to) and expire (all that is due) */
  points?: bigint
  businessDate: string
  /** the outlet that issues the points, or where they are spent */
  institutionId: number
  /** rule, gift or ground, in code */
  about: string
  /** earn: last business date they may be spent; left out = never end */
  expiresOn?: string
  /** capture, release: the reservation; reverse: the posting turned round */
  refersTo?: bigint
}

export interface Posting {
  postingId: bigint
  holderId: bigint
  kind: PostingKind
  key: string
  points: bigint
  businessDate: string
  expiresOn: string | null
  institutionId: number
  refersTo: bigint | null
  about: string
}

const refusals = {
  LK001: 'not_enough',
  LK002: 'key_used',
  LK003: 'no_such_posting',
  LK004: 'dealt_with',
  LK005: 'not_reversible',
  LK006: 'not_found',
  LK011: 'cap_reached',
} as const

/** Why the ledger refuses a posting, or a hand-out by it: too few points; a budget of the year is spent; the key was used for another act; nothing to refer to; captured, released or reversed already. */
export type LedgerRefusal = (typeof refusals)[keyof typeof refusals]

/** The refusal a database error stands for; undefined when it is a fault. */
export const ledgerRefusal = (error: unknown): LedgerRefusal | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code in refusals ? refusals[code as keyof typeof refusals] : undefined
}
