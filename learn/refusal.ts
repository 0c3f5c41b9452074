import type { Forbidden } from './forbidden.ts'

/** Why a table cannot be learned from or scored; the words for people are the command's. */
export type LearnProblem =
  | { code: 'unreadable'; detail: string }
  | { code: 'no_such_column'; column: string; columns: readonly string[] }
  | { code: 'no_rows' }
  | { code: 'too_few_rows'; rows: number; positives: number; least: number }
  | { code: 'label_unknown'; column: string }
  | { code: 'label_taken'; column: string }
  | { code: 'one_class'; column: string; value: string }
  | { code: 'positive_needed'; column: string; values: readonly string[] }
  | { code: 'no_such_value'; column: string; value: string; values: readonly string[] }
  | { code: 'not_numbers'; column: string; found: readonly { row: number; found: string }[] }
  | { code: 'written_numbers' | 'written_dates'; column: string; found: readonly { row: number; found: string }[] }
  | { code: 'too_many_columns'; columns: number; most: number }
  | { code: 'duplicate_key'; column: string; key: string; rows: readonly [number, number] }
  | { code: 'key_missing'; column: string; row: number }
  | { code: 'no_time'; column: string }
  | { code: 'one_date'; column: string }
  | { code: 'monotone_of_words'; column: string }
  | { code: 'no_features'; refused: readonly Forbidden[] }
  | { code: 'forbidden_asked'; column: string; met: string; reason: string }
  | { code: 'no_model'; detail: string }

/** A table or a wish that is refused: nothing has been written. */
export class LearnRefusal extends Error {
  readonly problem: LearnProblem
  constructor(problem: LearnProblem) {
    super(problem.code)
    this.problem = problem
  }
}
