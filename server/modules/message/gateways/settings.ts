import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { systemActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Secrets } from '../../../platform/secrets/secrets.ts'
import { deleteGateway, gatewayRows, putGateway, reseal, type GatewayName, type GatewayRow } from '../gateway.sql.ts'
import type { Medium } from '../message-terms.ts'
import type { Gateway } from './gateway.ts'
import type { SharedKey } from './signature.rules.ts'
import { smtpGateway } from './smtp.ts'
import { webhookGateway } from './webhook.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'set-gateway': true
  }
}

const smtpOf = z.object({
  host: z.string(),
  port: z.int(),
  secure: z.boolean(),
  requireTls: z.boolean(),
  from: z.string(),
  user: z.string().nullable(),
})
export type SmtpPlace = z.infer<typeof smtpOf>
const webhookOf = z.object({ url: z.url() })
const keysOf = z.array(z.object({ id: z.string(), secret: z.string() }))

/** binds what is sealed to the gateway it is for */
const purposeOf = (name: GatewayName) => `message.gateway:${name}`
/** one in use, one for whoever still holds the former */
const keysHeld = 2

/** The ways out as they are set up now. Throws, naming the gateway, when its secret cannot be opened. */
export async function openGateways(owner: Database, secrets: Secrets, seconds: number, now: () => Date): Promise<Gateway[]> {
  return (await gatewayRows(owner)).map((row) => gatewayOf(row, secrets, seconds, now))
}

function gatewayOf(row: GatewayRow, secrets: Secrets, seconds: number, now: () => Date): Gateway {
  const { name, media, settings } = row
  const opened = openSealed(row, secrets)
  if (name === 'smtp') return smtpGateway({ ...smtpOf.parse(settings), media, password: opened, seconds })
  return webhookGateway({ ...webhookOf.parse(settings), media, keys: keysIn(opened), seconds }, now)
}

function openSealed({ name, sealed }: GatewayRow, secrets: Secrets): string | null {
  try {
    return sealed === null ? null : secrets.open(purposeOf(name), sealed)
  } catch (error) {
    throw new Error(`消息网关 ${name} 的密码或密钥打不开，请恢复密钥文件，或用 liuke gateway 重新设置`, { cause: error })
  }
}

const keysIn = (opened: string | null): SharedKey[] => (opened === null ? [] : keysOf.parse(JSON.parse(opened)))

/** The keys by which the bank's gateway signs what it reports, the one in use first; empty when there is no such gateway. */
export async function webhookKeys(owner: Database, secrets: Secrets): Promise<SharedKey[]> {
  const row = (await gatewayRows(owner)).find(({ name }) => name === 'webhook')
  return row ? keysIn(openSealed(row, secrets)) : []
}

/** Sets a mail server up, or anew; without a password the one it has stays. */
export async function setSmtp(
  owner: Database,
  secrets: Secrets,
  { place, media, password }: { place: SmtpPlace; media: Medium[]; password: string | undefined },
  now: Date,
): Promise<void> {
  const held = (await gatewayRows(owner)).find(({ name }) => name === 'smtp')
  const sealed = password === undefined ? (held?.sealed ?? null) : secrets.seal(purposeOf('smtp'), password)
  await putGateway(owner, { name: 'smtp', media, settings: smtpOf.parse(place), sealed }, now)
  await recorded(owner, 'smtp', { act: 'set', host: place.host })
}

/** Sets the bank's own gateway up, or anew; its keys stay, a first one is made. Returns the key in use. */
export async function setWebhook(
  owner: Database,
  secrets: Secrets,
  { url, media }: { url: string; media: Medium[] },
  now: Date,
): Promise<{ key: SharedKey; isNew: boolean }> {
  const held = await webhookKeys(owner, secrets)
  const [first, ...others] = held.length > 0 ? held : [freshKey()]
  const key = first ?? freshKey()
  const sealed = secrets.seal(purposeOf('webhook'), JSON.stringify([key, ...others]))
  await putGateway(owner, { name: 'webhook', media, settings: webhookOf.parse({ url }), sealed }, now)
  await recorded(owner, 'webhook', { act: 'set', url })
  return { key, isNew: held.length === 0 }
}

/** A new key signs from now on; what comes in is still taken under the former one, until the next rotation. Undefined without such a gateway. */
export async function rotateKey(owner: Database, secrets: Secrets, now: Date): Promise<SharedKey | undefined> {
  const row = (await gatewayRows(owner)).find(({ name }) => name === 'webhook')
  if (!row) return undefined
  const key = freshKey()
  const keys = [key, ...keysIn(openSealed(row, secrets))].slice(0, keysHeld)
  await putGateway(owner, { ...row, sealed: secrets.seal(purposeOf('webhook'), JSON.stringify(keys)) }, now)
  await recorded(owner, 'webhook', { act: 'rotate-key', key: key.id })
  return key
}

/** Takes a way out away; false when there is none. What waits for it stays in the queue. */
export async function removeGateway(owner: Database, name: GatewayName): Promise<boolean> {
  const removed = await deleteGateway(owner, name)
  if (removed) await recorded(owner, name, { act: 'remove' })
  return removed
}

/** How things are set up, without what is secret; with `secrets` also whether it opens. */
export async function gatewayList(owner: Database, secrets?: Secrets) {
  return (await gatewayRows(owner)).map((row) => {
    const { name, media } = row
    const place = name === 'smtp' ? smtpOf.parse(row.settings) : addressOf(webhookOf.parse(row.settings).url)
    const address = 'url' in place ? place.url : `${place.host}:${place.port}（${place.from}）`
    return { name, media, address, host: place.host, port: place.port, problem: secrets ? sealProblem(row, secrets) : undefined }
  })
}

function addressOf(url: string): { url: string; host: string; port: number } {
  const { hostname, port, protocol } = new URL(url)
  return { url, host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) }
}

function sealProblem(row: GatewayRow, secrets: Secrets): string | undefined {
  try {
    openSealed(row, secrets)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Who may run the command line of the bank's server sets it up: on record as the system. */
async function recorded(owner: Database, name: GatewayName, detail: Record<string, string>): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    await recordAudit(trx, { actor: systemActor, action: 'set-gateway', subject: { kind: 'gateway', id: name }, outcome: 'done', detail })
  })
}

/** Seals everything with the key in use (`liuke secrets rotate`); returns how many. */
export async function resealGateways(owner: Database, secrets: Secrets): Promise<number> {
  let count = 0
  for (const row of await gatewayRows(owner)) {
    const opened = openSealed(row, secrets)
    if (row.sealed === null || opened === null || secrets.isCurrent(row.sealed)) continue
    if (await reseal(owner, row.name, row.sealed, secrets.seal(purposeOf(row.name), opened))) count++
  }
  return count
}

const freshKey = (): SharedKey => ({ id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('base64') })
