import type { Medium } from '../message-terms.ts'

/** One message as a gateway is given it. `key`: the same message again has the same. */
export interface Parcel {
  key: string
  medium: Medium
  /** phone or e-mail address */
  to: string
  title: string | null
  body: string
  from: { name: string; outlet: string }
}

/**
 * What came of handing over. `accepted`: it is theirs now. `later`: worth another try; `certain`: it was not taken
 * this time. `refused`: never will be. `in_doubt`: nobody
 * can know whether it was taken.
 */
export type HandedOver =
  | { outcome: 'accepted'; reference: string | null }
  | { outcome: 'refused'; why: string }
  | { outcome: 'in_doubt'; why: string }
  | { outcome: 'later'; why: string; certain: boolean }

/** The way out of the house for some media. */
export interface Gateway {
  name: string
  media: readonly Medium[]
  /**
   * Acts once however often it is given one key. Where true, a hand-over that was cut off is simply done again; where false, `committing` must be awaited
   * right before the point from which on nobody can know.
   */
  actsOnce: boolean
  handOver(parcel: Parcel, committing: () => Promise<void>, signal: AbortSignal): Promise<HandedOver>
}
