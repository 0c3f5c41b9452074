import type { Band } from '../../platform/contract/terms.ts'

/** The bands that lines (fen, rising) part money into, from the smallest up; nothing at all is no band of holdings elsewhere. */
export function bandsOf(lines: readonly bigint[]): Band[] {
  return lines.map((line, index) => ({ fromFen: line.toString(), belowFen: lines[index + 1]?.toString() ?? null }))
}
