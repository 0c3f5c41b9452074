import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { systemActor } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import { policyAt } from '../policy/index.ts'
import { headers, signatureProblem } from './gateways/signature.rules.ts'
import { webhookKeys } from './gateways/settings.ts'
import { gatewayEvents, takeEvents } from './take-events.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'refuse-gateway': true
  }
}

export interface GatewayDoor {
  /** the owner's handle */
  owner: Database
  secrets: Secrets
  now: () => Date
  /** requests an address may make in a minute */
  perMinute: number
}

export const gatewayPath = '/api/gateway/events'
const bodyLimit = 1024 * 1024
const texts = {
  401: '签名不对、已过时，或没有设置网关',
  400: '内容不是约定的格式',
} as const

/**
 * Where the bank's gateway tells of receipts and replies: POST, signed like what it is sent (docs/operations.md, Gateways). Refusals of the signature say
 * nothing more to the outside, and are on record with why.
 */
export function serveGateway(app: FastifyInstance, { owner, secrets, now, perMinute }: GatewayDoor): void {
  void app.register(async (door) => {
    // the signature is over the bytes as they came
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (_request, body, done) => done(null, body))
    door.post(gatewayPath, { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } }, bodyLimit }, async (request, reply) => {
      const body = typeof request.body === 'string' ? request.body : ''
      const at = now()
      const skewSeconds = (await policyAt(owner, businessDateOf(at))).whole('message.event_skew_seconds')
      const problem = signatureProblem(await webhookKeys(owner, secrets), { ...signedBy(request), body }, { now: at, skewSeconds })
      if (problem) {
        await recordRefusal(owner, { actor: systemActor, action: 'refuse-gateway', detail: { problem, address: request.ip } })
        return reply.status(401).send({ code: 'UNAUTHORIZED', message: texts[401] })
      }
      const told = parsed(body)
      if (!told) return reply.status(400).send({ code: 'BAD_REQUEST', message: texts[400] })
      return takeEvents(owner, 'webhook', told.events, at)
    })
  })
}

function signedBy(request: FastifyRequest): { timestamp: string | undefined; keyId: string | undefined; signature: string | undefined } {
  const one = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? undefined : value
  }
  return { timestamp: one(headers.timestamp), keyId: one(headers.key), signature: one(headers.signature) }
}

function parsed(body: string): z.infer<typeof gatewayEvents> | undefined {
  try {
    const told = gatewayEvents.safeParse(JSON.parse(body))
    return told.success ? told.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
