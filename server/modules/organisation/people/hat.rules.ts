import type { StaffRole } from '../organisation.tables.ts'

/** What a session can be worn as: the account alone, an own post, a post of somebody who is away, the customers of somebody who left them. */
export type HatKind = 'account' | 'post' | 'deputy' | 'successor'

/** One post a person may act in today. One is worn at a time (docs/decisions/0014-one-post-a-session.md). */
export interface Hat {
  /** names it for a session: `post:12`, `deputy:5` */
  key: string
  kind: HatKind
  role: StaffRole
  institutionId: number
  institutionName: string
  /** whose portfolio it is, where the role keeps one */
  portfolioOf: number | null
  /** who is acted for; null in an own post */
  forName: string | null
  forStaffNo: string | null
  /** last business date of it; null = no end is set */
  lastOn: string | null
}

/** The hat that is worn: the chosen one as long as it may be worn, else the first, which is an own post if there is one. */
export const wornHat = (hats: readonly Hat[], chosen: string | null): Hat | undefined => hats.find((hat) => hat.key === chosen) ?? hats[0]
