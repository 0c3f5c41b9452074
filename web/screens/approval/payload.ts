/** What a picture of a request's content is given. */
export interface PayloadProps {
  payload: Record<string, unknown>
  /** whether it still waits for a decision */
  open: boolean
}
