/** A band of balances in fen: from (included) to below (excluded); null = open. */
export interface BalanceBand {
  fromFen: bigint | null
  belowFen: bigint | null
}

/** The lines of policy masking.balance_bands_fen ('1000000 5000000 …'), rising. Throws on anything else. */
export function bandLines(policy: string): bigint[] {
  const parts = policy.trim().split(/\s+/u)
  const lines = parts.map((part) => (/^\d+$/.test(part) ? BigInt(part) : undefined)).filter((line) => line !== undefined)
  const rising = lines.every((line, index) => index === 0 || line > (lines[index - 1] ?? line))
  if (lines.length !== parts.length || !rising) throw new Error(`政策 masking.balance_bands_fen 应为由小到大的整数分，实际为「${policy}」`)
  return lines
}

/** The band a balance falls in; a balance on a line belongs to the band above it (M98, M10). */
export function balanceBand(balanceFen: bigint, lines: readonly bigint[]): BalanceBand {
  const above = lines.findIndex((line) => balanceFen < line)
  const next = above === -1 ? lines.length : above
  return { fromFen: lines[next - 1] ?? null, belowFen: lines[next] ?? null }
}
