import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const allButTellers = staffRoles.filter((role) => role !== 'teller')
const meeting: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
const wording: readonly StaffRole[] = ['head_office', 'branch_manager', 'compliance_officer']
const settling: readonly StaffRole[] = [...meeting, 'branch_manager', 'head_office']
const printing: readonly StaffRole[] = ['relationship_manager', 'outlet_president']
const ending: readonly StaffRole[] = ['head_office', 'compliance_officer']
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

/** A wording for service letters, in use; returns its key. */
async function wordingFor({ owner }: Databases, code: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into message.template (code, version, number, name, media, purpose, body, valid_from, valid_to, approved_at)
    values (${code}, (select coalesce(max(version), 0) + 1 from message.template where code = ${code}), ${`MB-${randomUUID()}`}, '告知', '{letter}', 'service', '{姓名|客户}：到期告知', '2020-01-01',
      '2099-01-01', now()) returning id::text`.execute(owner)
  return rows[0]?.id ?? ''
}

/** A letter to a customer by somebody, in a state; returns its id. */
async function letter({ owner }: Databases, customerId: number, userId: number, states: readonly string[]): Promise<string> {
  const id = randomUUID()
  await sql`insert into message.message (id, customer_id, institution_id, medium, purpose, body, user_id, role, staff_name, queued_at, not_after)
    values (${id}, ${customerId}, 4, 'letter', 'service', '到期告知', ${userId}, 'x', 'x', now(), now() + interval '1 day')`.execute(owner)
  await sql`insert into message.dispatch (message_id, state, changed_at) values (${id}, 'queued', now())`.execute(owner)
  for (const state of states)
    await sql`update message.dispatch set state = ${state}, changed_at = now() where message_id = ${id}`.execute(owner)
  return id
}

/** A printed letter in a batch of somebody's; returns the batch's id. */
async function batch(databases: Databases, customerId: number, userId: number, institutionId: number): Promise<string> {
  const id = randomUUID()
  const { owner } = databases
  await sql`insert into message.print_batch (id, institution_id, made_by, staff_name, made_at, letters) values (${id}, ${institutionId}, ${userId}, 'x', now(), 1)`.execute(
    owner,
  )
  const printed = await letter(databases, customerId, userId, ['to_print', 'printed'])
  await sql`insert into message.print_item (batch_id, place, message_id) values (${id}, 1, ${printed})`.execute(owner)
  return id
}

/** One's own letter, those to customers of others, one that is not. */
const letters =
  (states: readonly string[], input: (id: string) => object): RouteRule['places'] =>
  async ({ customer, otherCustomers, userId }, databases) => {
    const outside = []
    for (const other of otherCustomers) outside.push(input(await letter(databases, other, userId + 1000, states)))
    return { inside: input(await letter(databases, customer, userId, states)), outside, none: input(randomUUID()) }
  }

/** One's own batch, a colleague's, one that is not. */
const batches =
  (input: (batchId: string) => object): RouteRule['places'] =>
  async ({ customer, userId, institutionId }, databases) => ({
    inside: input(await batch(databases, customer, userId, institutionId)),
    outside: [input(await batch(databases, customer, userId + 1000, institutionId))],
    none: input(randomUUID()),
  })

export const messageRules: Record<string, RouteRule> = {
  'message.check': { allowed: meeting, absent: 'not found', places: aboutCustomer({ medium: 'sms', body: '降温了' }) },
  'message.means': { allowed: allButTellers, absent: 'not found', places: aboutCustomer() },
  'message.send': {
    allowed: meeting,
    absent: 'not found',
    places: async (walker, databases) => {
      await wordingFor(databases, 'walked_notice')
      const words = { template: 'walked_notice', values: {} }
      return aboutCustomer({ id: randomUUID(), medium: 'letter', purpose: 'service', words })(walker, databases)
    },
  },
  'message.list': { allowed: allButTellers, absent: 'nothing', places: plain({ limit: 5 }) },
  'message.settle': { allowed: settling, absent: 'not found', places: letters([], (id) => ({ id, act: 'cancel' })) },
  'message.replies': { allowed: allButTellers, absent: 'nothing', places: plain() },
  'message.recordAddress': { allowed: meeting, absent: 'not found', places: aboutCustomer({ email: 'a@example.com' }) },
  'message.templates': { allowed: allButTellers, absent: 'nothing', places: plain() },
  'message.proposeTemplate': {
    allowed: wording,
    absent: 'nothing',
    places: () => ({
      inside: {
        code: `walked_${randomUUID().replaceAll('-', '').slice(0, 20)}`,
        name: '问候',
        media: ['sms'],
        purpose: 'care',
        body: '{称呼|您}好',
        validFrom: new Date().toISOString().slice(0, 10),
        validTo: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
        reason: '新模板',
      },
      outside: [],
      none: undefined,
    }),
  },
  'message.endTemplate': {
    allowed: ending,
    absent: 'not found',
    places: async (_walker, databases) => ({
      inside: { id: await wordingFor(databases, 'walked_ending'), reason: '过时' },
      outside: [],
      none: { id: '999999', reason: '过时' },
    }),
  },
  'message.printQueue': { allowed: printing, absent: 'nothing', places: plain() },
  'message.printBatch': {
    allowed: printing,
    absent: 'not found',
    // refused batches leave nothing behind, so they may share an id
    places: (walker, databases) => letters(['to_print'], (id) => ({ batchId: randomUUID(), messageIds: [id] }))(walker, databases),
  },
  'message.printFile': { allowed: printing, absent: 'not found', places: batches((batchId) => ({ batchId })) },
  'message.settleBatch': { allowed: printing, absent: 'not found', places: batches((batchId) => ({ batchId, act: 'posted' })) },
}
