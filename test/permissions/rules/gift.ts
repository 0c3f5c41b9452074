import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import type { Walker } from '../bank.ts'
import { aboutCustomer } from './privacy.ts'

const makers: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const keepers: readonly StaffRole[] = ['outlet_president', 'teller']
const keeperOfNobody = 4242
const unknownBatch = '999999'
const signature = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]).toString('base64')
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

/** A gift with points and pieces for whoever walks, kept by nobody who walks; returns gift and batch. */
export async function giftAt({ owner }: Databases, institutionId: number): Promise<{ giftId: number; batchId: string }> {
  const code = `walked_${randomUUID().slice(0, 8)}`
  await sql`insert into points.programme (code, name, institution_id) values ('walked_gifts', 'x', 1) on conflict do nothing`.execute(owner)
  const { rows } = await sql<{ giftId: number; batchId: string }>`
    with made as (insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at)
      select ${code}, 'x', 'staples', 'x', programme_id, 1, 0, 1, now() from points.programme where code = 'walked_gifts' returning gift_id)
    insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at)
    select gift_id, ${institutionId}, 'x', ${keeperOfNobody}, now() from made returning gift_id as "giftId", batch_id::text as "batchId"`.execute(
    owner,
  )
  const made = rows[0] ?? { giftId: 0, batchId: '' }
  await sql`insert into points.stock_move (batch_id, kind, pieces, moved_by, at) values (${made.batchId}::bigint, 'receive', 9, ${keeperOfNobody}, now())`.execute(
    owner,
  )
  return made
}

const handOuts: RouteRule['places'] = async (walker, databases) => {
  const { giftId } = await giftAt(databases, walker.institutionId)
  await sql`select points.post((select programme_id from points.programme where code = 'walked_gifts'), ${walker.customer}, 'earn', ${randomUUID()}, 50,
    current_date, 4, 'walked', null)`.execute(databases.owner)
  const refused = randomUUID()
  const of = (input: object | undefined, id = refused) => ({ ...input, id, giftId, signature })
  const places = await aboutCustomer()(walker, databases)
  return { inside: of(places.inside, randomUUID()), outside: places.outside.map((input) => of(input)), none: of(places.none) }
}

/** A hand-out of the walker's own to a customer, made past the program. */
export async function handedOut({ owner }: Databases, { institutionId, userId }: Walker, customer: number): Promise<string> {
  const { giftId, batchId } = await giftAt({ owner } as Databases, institutionId)
  const id = randomUUID()
  await sql`with programme as (select programme_id as id from points.programme where code = 'walked_gifts'),
    earned as materialized (select points.post(id, ${customer}, 'earn', ${`${id}e`}, 5, current_date, 4, 'walked', null) from programme)
    select * from earned`.execute(owner)
  await sql`with programme as (select programme_id as id from points.programme where code = 'walked_gifts')
    select points.post(id, ${customer}, 'reserve', ${`${id}r`}, 1, current_date, 4, 'walked', null) from programme`.execute(owner)
  await sql`with programme as (select programme_id as id from points.programme where code = 'walked_gifts')
    select points.post(id, ${customer}, 'capture', ${`${id}c`}, null, current_date, 4, 'walked', null, null,
      (select posting_id from points.posting where key = ${`${id}r`})) from programme`.execute(owner)
  await sql`insert into points.hand_out (hand_out_id, receipt_no, customer_id, gift_id, batch_id, points, reserve_posting, capture_posting, signature, institution_id,
      business_date, issued_by, issued_name, at)
    select ${id}::uuid, ${id}, ${customer}, ${giftId}, ${batchId}::bigint, 1, (select posting_id from points.posting where key = ${`${id}r`}),
      (select posting_id from points.posting where key = ${`${id}c`}), decode(${signature}, 'base64'), ${institutionId},
      (now() at time zone 'Asia/Shanghai')::date, ${userId}, 'x', now()`.execute(owner)
  return id
}

/** Keeper and issuer are different people; leaders fill the catalogue and see what is owed. */
export const giftRules: Record<string, RouteRule> = {
  'gift.account': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'gift.gifts': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'gift.addGift': {
    allowed: makers,
    absent: 'not found',
    places: async ({ role, institutionId }, databases) => {
      await giftAt(databases, institutionId)
      const of = (programmeCode: string) => ({
        code: `g_${role}`,
        name: 'x',
        taste: 'staples',
        supplier: 'x',
        programmeCode,
        points: 1,
        costFen: '1',
      })
      return { inside: of('walked_gifts'), outside: [], none: of('nothing_of_the_kind') }
    },
  },
  'gift.stock': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'gift.counts': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'gift.endGift': {
    allowed: makers,
    absent: 'not found',
    places: async ({ institutionId }, databases) => ({
      inside: { giftId: (await giftAt(databases, institutionId)).giftId },
      outside: [],
      none: { giftId: 999_999 },
    }),
  },
  'gift.receive': {
    allowed: keepers,
    absent: 'not found',
    places: async ({ institutionId }, databases) => {
      const { giftId } = await giftAt(databases, institutionId)
      const of = (gift: number) => ({ giftId: gift, pieces: 1, documentNo: '入库单' })
      return { inside: of(giftId), outside: [], none: of(999_999) }
    },
  },
  'gift.takeStock': {
    allowed: keepers,
    absent: 'not found',
    places: async ({ institutionId, otherInstitution }, databases) => {
      const of = (batchId: string) => ({ batchId, found: 9, note: '盘点' })
      return {
        inside: of((await giftAt(databases, institutionId)).batchId),
        outside: otherInstitution === null ? [] : [of((await giftAt(databases, otherInstitution)).batchId)],
        none: of(unknownBatch),
      }
    },
  },
  'gift.handOut': { allowed: ['lobby_manager', 'relationship_manager'], absent: 'not found', places: handOuts },
  'gift.undo': {
    allowed: ['lobby_manager', 'relationship_manager', 'teller', 'outlet_president'],
    absent: 'not found',
    places: async (walker, databases) => {
      const of = (handOutId: string) => ({ handOutId, reason: '客户改选' })
      // whoever keeps stock here hands nothing out: of the president it is a colleague's, of the teller there is none
      const issuer = ['lobby_manager', 'relationship_manager'].includes(walker.role) ? walker : { ...walker, userId: keeperOfNobody + 1 }
      const stranger = { ...walker, institutionId: walker.otherInstitution ?? walker.institutionId, userId: keeperOfNobody + 1 }
      return {
        inside: walker.role === 'teller' ? undefined : of(await handedOut(databases, issuer, walker.customer)),
        outside: walker.otherInstitution === null ? [] : [of(await handedOut(databases, stranger, walker.otherCustomers[0] ?? 0))],
        none: of(randomUUID()),
      }
    },
  },
  'gift.receipt': {
    allowed: staffRoles,
    absent: 'not found',
    places: async (walker, databases) => {
      const stranger = { ...walker, institutionId: walker.otherInstitution ?? walker.institutionId, userId: keeperOfNobody + 1 }
      const others: { handOutId: string }[] = []
      for (const customer of walker.otherCustomers) others.push({ handOutId: await handedOut(databases, stranger, customer) })
      const own = await handedOut(databases, { ...walker, userId: keeperOfNobody + 1 }, walker.customer)
      return { inside: { handOutId: own }, outside: others, none: { handOutId: randomUUID() } }
    },
  },
}
