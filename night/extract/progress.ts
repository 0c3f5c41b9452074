/** What a load is at. */
export interface LoadProgress {
  step: 'scan' | 'read' | 'type' | 'check' | 'write' | 'swap'
  /** a file or table name; empty when the step has only one */
  item: string
  /** items done before this one */
  done: number
  total: number
}
