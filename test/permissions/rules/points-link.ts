import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { Walker } from '../bank.ts'
import type { RouteRule } from '../rule.ts'
import { giftAt } from './gift.ts'
import { aboutCustomer } from './privacy.ts'

const givers: readonly StaffRole[] = ['outlet_president', 'relationship_manager', 'lobby_manager', 'teller']
const signature = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]).toString('base64')
const unknownToken = 'A'.repeat(43)

/** A good link to a customer's page, made past the program. */
async function linkTo({ owner }: Databases, customer: number): Promise<{ linkId: string; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<{ id: string }>`
    insert into points.link (token_sha256, customer_id, institution_id, made_by, made_name, made_at, valid_until)
    values (${createHash('sha256').update(token).digest()}, ${customer}, 4, 1, 'x', now(), now() + interval '1 day') returning link_id::text as id`.execute(
    owner,
  )
  return { linkId: rows[0]?.id ?? '', token }
}

const customers = 15
let turn = 0

/** A gift, a link and points to redeem it with; another customer each time, as a day and a customer have their limits. */
async function redeemable(databases: Databases): Promise<{ token: string; giftId: number }> {
  const customer = (turn++ % customers) + 10
  const { giftId } = await giftAt(databases, 4)
  await giveTo(databases, customer)
  return { giftId, token: (await linkTo(databases, customer)).token }
}

const giveTo = ({ owner }: Databases, customer: number) =>
  sql`select points.post((select programme_id from points.programme where code = 'walked_gifts'), ${customer}, 'earn', ${randomUUID()}, 50,
    current_date, 4, 'walked', null)`.execute(owner)

/** An open code of customer 3 at outlet 4. */
async function openCode(databases: Databases): Promise<{ redemptionId: string; code: string }> {
  const { giftId } = await giftAt(databases, 4)
  await giveTo(databases, 3)
  const { token } = await linkTo(databases, 3)
  const redemptionId = randomUUID()
  const { rows } = await sql<{ code: string }>`
    select code from points.redeem(${createHash('sha256').update(token).digest()}, now(), (now() at time zone 'Asia/Shanghai')::date, ${redemptionId}::uuid,
      ${giftId}, 4, 24, 999, 999)`.execute(databases.owner)
  return { redemptionId, code: rows[0]?.code ?? '' }
}

/** Codes of outlet 4, which the walkers of head office, branch and compliance do not stand at. */
const codes =
  (of: (code: { redemptionId: string; code: string }) => object): RouteRule['places'] =>
  async ({ institutionId }: Walker, databases) => {
    const mine = await openCode(databases)
    const none = of({ redemptionId: randomUUID(), code: '00000000' })
    return { inside: institutionId === 4 ? of(mine) : undefined, outside: [], none }
  }

/** The customer's own page asks for no login; whoever meets the customer gives the link, the desk of the outlet takes the code. */
export const pointsLinkRules: Record<string, RouteRule> = {
  'ownPoints.show': {
    allowed: staffRoles,
    absent: 'not found',
    places: () => ({ inside: undefined, outside: [], none: { token: unknownToken } }),
    atTheDoor: 'not found',
  },
  'ownPoints.redeem': {
    allowed: staffRoles,
    absent: 'not found',
    places: () => ({ inside: undefined, outside: [], none: { token: unknownToken, id: randomUUID(), giftId: 1, institutionId: 4 } }),
    atTheDoor: 'not found',
  },
  'ownPoints.cancel': {
    allowed: staffRoles,
    absent: 'not found',
    places: () => ({ inside: undefined, outside: [], none: { token: unknownToken, redemptionId: randomUUID() } }),
    atTheDoor: 'not found',
  },
  'ownPoints.show#token': {
    allowed: staffRoles,
    absent: 'not found',
    places: async ({ customer }, databases) => ({
      inside: { token: (await linkTo(databases, customer)).token },
      outside: [],
      none: undefined,
    }),
    shows: (answer) => !JSON.stringify(answer).includes('曾小明') && !('customerId' in answer),
    atTheDoor: 'done',
  },
  'ownPoints.redeem#token': {
    allowed: staffRoles,
    absent: 'not found',
    places: async (_walker, databases) => ({
      inside: { ...(await redeemable(databases)), id: randomUUID(), institutionId: 4 },
      outside: [],
      none: undefined,
    }),
    atTheDoor: 'done',
  },
  'pointsLink.list': { allowed: givers, absent: 'not found', places: aboutCustomer() },
  'pointsLink.make': { allowed: givers, absent: 'not found', places: aboutCustomer() },
  'pointsLink.revoke': {
    allowed: givers,
    absent: 'not found',
    places: async ({ customer, otherCustomers }, databases) => {
      const others: { linkId: string }[] = []
      for (const other of otherCustomers) others.push({ linkId: (await linkTo(databases, other)).linkId })
      return { inside: { linkId: (await linkTo(databases, customer)).linkId }, outside: others, none: { linkId: '999999' } }
    },
  },
  'pointsLink.find': { allowed: givers, absent: 'not found', places: codes(({ code }) => ({ code })) },
  'pointsLink.handOut': {
    allowed: ['lobby_manager', 'relationship_manager', 'teller'],
    absent: 'not found',
    places: async (walker, databases) => {
      const places = await codes(({ redemptionId }) => ({ id: randomUUID(), redemptionId, signature }))(walker, databases)
      // the walking teller keeps the stock
      return walker.role === 'teller' ? { ...places, inside: undefined } : places
    },
  },
  'pointsLink.cancel': { allowed: givers, absent: 'not found', places: codes(({ redemptionId }) => ({ redemptionId })) },
}
