/**
 * What verification finds. `edited`: the row is not what was written. `gap`: rows are missing in between. `reordered`: the row stands at
 * another's place. `truncated`: rows are missing at the end (or, without a retirement, at the beginning). `forged`: a row that no writer put
 * there. `broken link`: two neighbours do not belong together, one of them was replaced.
 */
export type AuditProblemKind = 'edited' | 'gap' | 'reordered' | 'truncated' | 'forged' | 'broken link'

export interface AuditProblem {
  /** number of the chain; 'anchor' for the chain of anchors */
  chain: number | 'anchor'
  /** place of the (first) row concerned */
  sequence: bigint
  kind: AuditProblemKind
  /** what was found, for people */
  about: string
}
