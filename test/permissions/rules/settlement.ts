import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { giftAt } from './gift.ts'

const readers: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president', 'compliance_officer']
const keepers: readonly StaffRole[] = ['outlet_president', 'teller']
const sender = 4343
const plain = (): ReturnType<RouteRule['places']> => ({ inside: {}, outside: [], none: undefined })
let month = 0

/** A statement between two outlets, made past the program; a month of its own each time. */
async function statement({ owner }: Databases, one: number, other: number): Promise<{ statementId: string }> {
  const day = `${2000 + Math.floor(month / 12)}-${String((month++ % 12) + 1).padStart(2, '0')}-15`
  await giftAt({ owner } as Databases, one)
  for (const [kind, at] of [
    ['earn', one],
    ['spend', other],
  ] as const)
    await sql`select points.post(programme_id, ${8000 + month}, ${kind}, ${randomUUID()}, 5, ${day}::date, ${at}, 'walked', null)
      from points.programme where code = 'walked_gifts'`.execute(owner)
  await sql`select points.settle_month(${`${day.slice(0, 7)}-01`}::date, 100, now())`.execute(owner)
  const { rows } = await sql<{ id: string }>`select max(statement_id)::text as id from points.statement`.execute(owner)
  return { statementId: rows[0]?.id ?? '' }
}

const statements =
  (more: object): RouteRule['places'] =>
  async ({ institutionId, otherInstitution }, databases) => ({
    inside: { ...(await statement(databases, 4, 5)), ...more },
    // the sub-branch has a side of whatever is between its outlets and others
    outside: otherInstitution === null || institutionId !== 4 ? [] : [{ ...(await statement(databases, 5, 6)), ...more }],
    none: { statementId: '999999', ...more },
  })

/** A transfer between two outlets that somebody else sent. */
async function transfer(databases: Databases, from: number, to: number, arrived?: number): Promise<string> {
  const { owner } = databases
  const { giftId, batchId } = await giftAt(databases, from)
  const id = randomUUID()
  await sql`insert into points.transfer (transfer_id, batch_id, gift_id, from_institution_id, to_institution_id, pieces, document_no, sent_by, sent_name, sent_at)
    values (${id}::uuid, ${batchId}::bigint, ${giftId}, ${from}, ${to}, 3, 'x', ${sender}, 'x', now())`.execute(owner)
  await sql`insert into points.stock_move (batch_id, kind, pieces, transfer_id, moved_by, at) values (${batchId}::bigint, 'send', -3, ${id}::uuid, ${sender}, now())`.execute(
    owner,
  )
  if (arrived === 0)
    await sql`insert into points.transfer_arrival (transfer_id, arrived, note, received_by, received_name, at) values (${id}::uuid, 0, '未收到', ${sender + 1}, 'x', now())`.execute(
      owner,
    )
  return id
}

/** Each side's president answers; keepers send and receive the gifts of their own outlet. */
export const settlementRules: Record<string, RouteRule> = {
  'settlement.list': { allowed: readers, absent: 'nothing', places: plain },
  'settlement.get': { allowed: readers, absent: 'not found', places: statements({}) },
  'settlement.answer': { allowed: ['outlet_president'], absent: 'not found', places: statements({ answer: 'confirmed' }) },
  'settlement.liability': { allowed: readers, absent: 'nothing', places: plain },
  'giftSheet.download': {
    allowed: staffRoles,
    absent: 'nothing',
    places: () => ({ inside: { kind: 'stock', template: true }, outside: [], none: undefined }),
  },
  // what keepers send is read: a file that is none is told to be, in the module's own tests
  'giftSheet.take': {
    allowed: keepers,
    absent: 'nothing',
    places: ({ role }) => ({
      inside: keepers.includes(role) ? undefined : { kind: 'stock', file: 'AAAA', commit: true },
      outside: [],
      none: undefined,
    }),
  },
  'giftTransfer.list': { allowed: staffRoles, absent: 'nothing', places: plain },
  'giftTransfer.send': {
    allowed: keepers,
    absent: 'not found',
    places: async ({ institutionId, otherInstitution }, databases) => {
      const of = (batchId: string) => ({ id: randomUUID(), batchId, toInstitutionId: 5, pieces: 1, documentNo: '调拨单' })
      return {
        inside: of((await giftAt(databases, institutionId)).batchId),
        outside: otherInstitution === null ? [] : [of((await giftAt(databases, otherInstitution)).batchId)],
        none: of('999999'),
      }
    },
  },
  'giftTransfer.receive': {
    allowed: keepers,
    absent: 'not found',
    places: async (_walker, databases) => {
      const of = (transferId: string) => ({ transferId, arrived: 3 })
      return { inside: of(await transfer(databases, 5, 4)), outside: [of(await transfer(databases, 5, 6))], none: of(randomUUID()) }
    },
  },
  'giftTransfer.settleMissing': {
    allowed: keepers,
    absent: 'not found',
    places: async (_walker, databases) => {
      const of = (transferId: string) => ({ transferId, outcome: 'lost', note: '途中遗失' })
      return { inside: of(await transfer(databases, 4, 5, 0)), outside: [of(await transfer(databases, 5, 4, 0))], none: of(randomUUID()) }
    },
  },
}
