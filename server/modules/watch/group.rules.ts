import { rateBp } from '../../platform/rate.ts'
import type { Group } from './contract.ts'

/** Who the figures of a row are of, without the figures. */
export const groupOf = ({ kind, key, institutionId, managerId, name }: Group): Group => ({ kind, key, institutionId, managerId, name })

/** A sum as text; of nothing it is 0. */
export const fenOf = (fen: bigint | null): string => (fen ?? 0n).toString()

/** A rate with its parts. */
export const rateOf = (part: bigint | null, whole: bigint | null): { part: string; whole: string; bp: number | null } => ({
  part: fenOf(part),
  whole: fenOf(whole),
  bp: rateBp(part, whole),
})
