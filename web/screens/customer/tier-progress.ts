/** Where a customer stands between the lines of two tiers. All amounts in fen. */
export interface TierProgress {
  nextTier: string
  gapFen: bigint
  /** how far from this tier's line to the next one, in basis points */
  doneBp: number
}

/** From the tier, what is missing to the next and the policy's lines; undefined in the top tier or when the gap is not known. */
export const tierProgress = (
  tier: string,
  gap: string | null,
  lines: readonly { tier: string; fromFen: string }[],
): TierProgress | undefined => {
  if (gap === null) return undefined
  const sorted = lines.toSorted((a, b) => (BigInt(a.fromFen) < BigInt(b.fromFen) ? -1 : 1))
  const index = sorted.findIndex((line) => line.tier === tier)
  const next = sorted[index + 1]
  if (!next) return undefined
  const from = BigInt(sorted[index]?.fromFen ?? '0')
  const to = BigInt(next.fromFen)
  const gapFen = BigInt(gap)
  const done = to - gapFen - from
  const span = to - from
  const doneBp = span <= 0n || done <= 0n ? 0 : Number((done * 10_000n) / span)
  return { nextTier: next.tier, gapFen, doneBp: Math.min(10_000, doneBp) }
}
