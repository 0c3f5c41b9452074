import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Databases } from '../../server/platform/database/pools.ts'
import { withScope } from '../../server/platform/database/scope.ts'
import type { Person } from '../../server/platform/http/context.ts'
import type { Gateway } from '../../server/modules/message/gateways/gateway.ts'
import { handOver, type PostOffice } from '../../server/modules/message/hand-over.ts'
import type { Draft } from '../../server/modules/message/message-terms.ts'
import { queueMessage } from '../../server/modules/message/queue-message.ts'
import { publishBank, scopes } from './published-bank.ts'

/** 李娜, manager of outlet 4, and the president of her outlet. */
export const lina: Person = { userId: 5, login: 'lina', name: '李娜', scope: scopes.manager14 }
export const chen: Person = { userId: 3, login: 'chen', name: '陈静', scope: scopes.outlet4 }
/** customers of manager 14 whom nothing forbids */
export const hers = { first: 21, second: 30, third: 3 } as const
/** a Friday, 10:00 in the outlets */
export const morning = new Date('2026-11-20T02:00:00Z')

/** The published bank with consents to care for her customers, and an e-mail address. */
export async function openPost(databases: Databases): Promise<void> {
  await publishBank(databases)
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select c, channel, purpose, 'v1', 'paper', 'x', '2026-01-01', 1 from generate_series(1, 30) c
    cross join unnest(array['sms', 'wechat', 'letter']) as channel cross join unnest(array['care', 'marketing', 'event']) as purpose`.execute(
    databases.owner,
  )
  await sql`insert into message.address (customer_id, email, said_by, user_id, recorded_at)
    select c, 'kehu' || c || '@example.com', 'customer', 5, '2026-01-01' from generate_series(1, 30) c`.execute(databases.owner)
}

export interface OfficeOptions {
  gateways: readonly Gateway[]
  now?: () => Date
  personOf?: PostOffice['personOf']
}

export const officeOf = (
  databases: Databases,
  { gateways, now = () => morning, personOf = async () => lina }: OfficeOptions,
): PostOffice => ({
  databases,
  personOf,
  gateways: async () => gateways,
  now,
})

/** No two of them alike, and without digits: a row of them would be taken for an account's number. */
const unlike = (): string => randomUUID().replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? digit)
const care = (): string => `您好！${unlike()} 记得添衣，保重身体。${unlike()}`

export const draftOf = (more: Partial<Draft> = {}): Draft => ({
  id: randomUUID(),
  customerId: String(hers.first),
  medium: 'email',
  purpose: 'care',
  words: { body: care(), title: null },
  occasion: null,
  notAfter: null,
  seenLikeness: false,
  ...more,
})

/** Queues a message as somebody; throws on a refusal. */
export async function queued(databases: Databases, draft: Draft, person: Person = lina, now: Date = morning): Promise<string> {
  const outcome = await withScope(databases.app, person.scope, (trx) => queueMessage(trx, person, draft, now))
  if ('refused' in outcome) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome.id
}

export const work = (office: PostOffice, id: string): Promise<void> => handOver(office, id, { signal: new AbortController().signal })

export async function stateOf(
  { owner }: Databases,
  id: string,
): Promise<{ state: string; reason: string | null; attempt: number; contacts: number }> {
  const { rows } = await sql<{ state: string; reason: string | null; attempt: number; contacts: number }>`
    select state, reason, attempt, (select count(*)::int from contact.contact where id = ${id}) as contacts
    from message.dispatch where message_id = ${id}`.execute(owner)
  return rows[0] ?? { state: 'none', reason: null, attempt: 0, contacts: 0 }
}
