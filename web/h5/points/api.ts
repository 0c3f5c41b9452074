import type { OwnPage } from '../../../server/modules/points/links/contract.ts'
import { words } from './words.ts'

/** What the server refused, in its own words. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The token of the address, behind `#`: it goes to the server in the body of a request and nowhere else. */
export const token = location.hash.slice(1)

async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    body: JSON.stringify({ token, ...body }),
  }).catch(() => {
    throw new Refused(0, words.offline)
  })
  const told: unknown = await answer.json().catch(() => ({}))
  if (answer.ok) return told as T
  // a token of the wrong form is unknown as well
  const { message } = told as { message?: string }
  throw new Refused(answer.status === 400 ? 404 : answer.status, message ?? words.offline)
}

export const show = (): Promise<OwnPage> => post('/own-points', {})
export const redeem = (wish: { id: string; giftId: number; institutionId: number }): Promise<{ code: string }> =>
  post('/own-points/redemptions', wish)
export const cancel = (redemptionId: string): Promise<unknown> => post('/own-points/redemptions/cancel', { redemptionId })
