import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const readers: readonly StaffRole[] = staffRoles.filter((role) => role !== 'teller')
const sayers: readonly StaffRole[] = staffRoles.filter((role) => role !== 'compliance_officer')
const unknown = 999_999
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

/** An opinion of somebody at an outlet. */
async function opinion({ owner }: Databases, userId: number, institutionId: number, isAnswered = false): Promise<string> {
  const id = randomUUID()
  await sql`insert into feedback.opinion (id, family, kind, institution_id, user_id, staff_name, at) values (${id}, 'fund', 'price', ${institutionId}, ${userId}, 'x', now())`.execute(
    owner,
  )
  if (isAnswered)
    await sql`insert into feedback.answer (opinion_id, body, user_id, user_name, at) values (${id}, 'x', 1, 'x', now())`.execute(owner)
  return id
}

/** The talk library and what is said of products: everybody's words, written and answered by head office. */
export const talkRules: Record<string, RouteRule> = {
  'talk.list': { allowed: readers, absent: 'nothing', places: plain() },
  'talk.write': { allowed: ['head_office'], absent: 'not found', places: plain({ step: 'closing', title: 'x', body: 'x', why: 'x' }) },
  'talk.end': {
    allowed: ['head_office'],
    absent: 'not found',
    places: async (_walker, { owner }) => {
      const { rows } = await sql<{ id: number }>`insert into talk.card (step, title, body) values ('after', 'x', 'x') returning id`.execute(
        owner,
      )
      return { inside: { id: rows[0]?.id }, outside: [], none: { id: unknown } }
    },
  },
  'feedback.list': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'feedback.say': {
    allowed: sayers,
    absent: 'not found',
    places: ({ customer, otherCustomers }) => {
      const of = (customerId: number) => ({ id: randomUUID(), family: 'fund', kind: 'price', customerId: String(customerId) })
      return { inside: of(customer), outside: otherCustomers.map(of), none: of(unknown) }
    },
  },
  'feedback.answer': {
    allowed: ['head_office'],
    absent: 'not found',
    places: async ({ institutionId }, databases) => ({
      inside: { id: await opinion(databases, 999, institutionId), body: 'x' },
      outside: [],
      none: { id: randomUUID(), body: 'x' },
    }),
  },
  'feedback.tell': {
    allowed: sayers,
    absent: 'not found',
    places: async ({ userId, institutionId }, databases) => ({
      inside: { id: await opinion(databases, userId, institutionId, true) },
      outside: [{ id: await opinion(databases, userId + 1000, institutionId, true) }],
      none: { id: randomUUID() },
    }),
  },
}
