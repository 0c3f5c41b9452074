/**
 * A quotient in basis points, divided once: `part / whole × 10,000`, half a basis point rounded up. Both are sums of the same unit.
 * Null when either is unknown or the whole is not above zero.
 */
export function rateBp(part: bigint | null, whole: bigint | null): number | null {
  if (part === null || whole === null || whole <= 0n) return null
  const doubled = 2n * 10_000n * part + whole
  const quotient = doubled / (2n * whole)
  return Number(doubled % (2n * whole) < 0n ? quotient - 1n : quotient)
}
