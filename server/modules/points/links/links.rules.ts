const refusals = {
  LK001: 'NOT_ENOUGH',
  LK002: 'CONFLICT',
  // a budget of the year is spent: nobody hands out, the customer keeps the code
  LK011: 'CAP_REACHED',
  LK020: 'NOT_FOUND',
  LK021: 'OUT_OF_STOCK',
  LK022: 'TOO_MANY',
  // a gift that is not offered to this customer is none
  LK023: 'OUT_OF_STOCK',
  LK024: 'CONFLICT',
  LK025: 'EXPIRED',
} as const

/** Why a redemption is refused: migrations/20261122-1971-points-links.sql. */
export type RedemptionRefusal = (typeof refusals)[keyof typeof refusals]

/** The refusal that a database error stands for; undefined when it is a fault. */
export const redemptionRefusal = (error: unknown): RedemptionRefusal | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code in refusals ? refusals[code as keyof typeof refusals] : undefined
}
