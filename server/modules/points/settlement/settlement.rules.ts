/** What one programme's points of one side were taken for at the other, whole points; below zero when more was undone than taken. */
export interface StatementPart {
  issuerId: number
  points: bigint
}

/** The two debts of a statement and who pays whom, fen. Each debt is rounded down to whole fen. */
export interface StatementSum {
  /** points issued by the first side and taken by the other, and the other way round */
  onePoints: bigint
  otherPoints: bigint
  oneOwesFen: bigint
  otherOwesFen: bigint
}

/** Sums a statement by its parts. */
export function sumOf(parts: readonly StatementPart[], oneId: number, fenPerHundred: bigint): StatementSum {
  const of = (own: boolean) => parts.filter(({ issuerId }) => (issuerId === oneId) === own).reduce((sum, { points }) => sum + points, 0n)
  const [onePoints, otherPoints] = [of(true), of(false)]
  return { onePoints, otherPoints, oneOwesFen: (onePoints * fenPerHundred) / 100n, otherOwesFen: (otherPoints * fenPerHundred) / 100n }
}

export type Answer = 'confirmed' | 'disputed'
export type StatementState = 'agreed' | 'disputed' | 'waiting'

/** Agreed when the last word of both is yes, disputed when one's last word is no, else one is still waited for. */
export const stateOf = (one: Answer | null, other: Answer | null): StatementState =>
  one === 'disputed' || other === 'disputed' ? 'disputed' : one === 'confirmed' && other === 'confirmed' ? 'agreed' : 'waiting'
