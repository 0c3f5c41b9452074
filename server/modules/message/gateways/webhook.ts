import { z } from 'zod'
import type { Medium } from '../message-terms.ts'
import type { Gateway, HandedOver, Parcel } from './gateway.ts'
import { signedHeaders, type SharedKey } from './signature.rules.ts'

export interface WebhookSettings {
  media: readonly Medium[]
  url: string
  /** the first signs */
  keys: readonly SharedKey[]
  seconds: number
}

const answer = z.object({ id: z.string().max(200).optional(), why: z.string().max(300).optional() })
const readAtMost = 10_000

/**
 * The bank's own gateway for SMS and WeCom, told by a signed POST (docs/operations.md, Gateways). It must act once for one `key`: an answer that got lost is
 * asked for again under the same key. 2xx and 409 (known already) are taken, 429 and 5xx not yet, every other answer never will be.
 */
export const webhookGateway = ({ media, url, keys, seconds }: WebhookSettings, now: () => Date): Gateway => ({
  name: 'webhook',
  media,
  actsOnce: true,
  async handOver(parcel, _committing, signal) {
    const [key] = keys
    if (!key) return { outcome: 'later', why: '网关没有签名密钥，请运行 liuke gateway rotate-key', certain: true }
    const body = JSON.stringify(bodyOf(parcel))
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': parcel.key, ...signedHeaders(key, body, now()) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)]),
      })
      return outcomeOf(response.status, (await response.text()).slice(0, readAtMost))
    } catch (error) {
      if (signal.aborted) throw error
      return { outcome: 'later', why: problemOf(error), certain: isNeverConnected(error) }
    }
  },
})

const bodyOf = ({ key, medium, to, title, body, from }: Parcel) => ({ key, medium, to, title, text: body, from })

function outcomeOf(status: number, text: string): HandedOver {
  const told = answer.safeParse(jsonOf(text))
  const { id, why } = told.success ? told.data : {}
  if ((status >= 200 && status < 300) || status === 409) return { outcome: 'accepted', reference: id ?? null }
  const said = `网关答复 ${status}${why === undefined ? '' : `：${why}`}`
  return status === 429 || status >= 500
    ? { outcome: 'later', why: said, certain: status === 429 || status === 503 }
    : { outcome: 'refused', why: said }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const causeOf = (error: unknown): { code?: unknown; message: string } | undefined =>
  error instanceof Error && error.cause instanceof Error ? error.cause : undefined

/** Nobody listens, or the name is unknown: not a byte of it arrived. */
const isNeverConnected = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(causeOf(error)?.code),
  )

const problemOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return '网关在规定时间内没有答复'
  return `网关连接失败：${causeOf(error)?.message ?? String(error)}`
}
