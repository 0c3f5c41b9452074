import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { ensureProgramme, postToLedger } from './ledger.sql.ts'
import { anchorPostings, ledgerProblems } from './verify.sql.ts'

let databases: Databases
const about = { businessDate: '2026-03-10', institutionId: 1, about: 'test' }
beforeAll(async () => {
  databases = await testDatabase()
  const programmeId = await ensureProgramme(databases.owner, { code: 'test', name: '测试', institutionId: 1 })
  for (const customerId of [1n, 2n, 3n]) {
    const post = (kind: 'earn' | 'spend' | 'reserve' | 'capture', key: string, rest: object) =>
      postToLedger(databases.owner, { programmeId, customerId, kind, key: `${customerId}/${key}`, ...about, ...rest })
    await post('earn', 'a', { points: 100n, expiresOn: '2027-01-01' })
    await post('earn', 'b', { points: 40n })
    await post('spend', 'c', { points: 120n })
    const reserved = await post('reserve', 'd', { points: 10n })
    await post('capture', 'e', { refersTo: reserved?.postingId })
  }
  await anchorPostings(databases.owner)
  await sql.raw('create schema kept').execute(databases.owner)
  for (const table of tables) await sql.raw(`create table kept.${table} as select * from points.${table}`).execute(databases.owner)
})

const tables = ['holder', 'posting', 'lot', 'line', 'anchor']
/** As a superuser would: triggers and references off. */
const asSuperuser = (statements: readonly string[]) =>
  databases.owner.connection().execute(async (connection) => {
    for (const statement of ['set session_replication_role = replica', ...statements, 'reset session_replication_role'])
      await sql.raw(statement).execute(connection)
  })
afterEach(() =>
  asSuperuser(
    tables.flatMap((table) => [
      `delete from points.${table}`,
      `insert into points.${table} overriding system value select * from kept.${table}`,
    ]),
  ),
)

const second = `(select posting_id from points.posting where key = '2/b')`
const last = `(select posting_id from points.posting where key = '3/e')`

describe('verify finds what a superuser did:', () => {
  it('nothing, and so it finds nothing', async () => expect((await ledgerProblems(databases.owner)).problems).toEqual([]))

  it.each([
    [
      'a line edited',
      [`update points.line set points = points + 1 where posting_id = ${second} and bucket = 'available'`],
      ['unbalanced', 'edited', 'account', 'lot'],
    ],
    [
      'two lines edited so that they balance',
      [`update points.line set points = points * 2 where posting_id = ${second}`],
      ['edited', 'account', 'lot'],
    ],
    ['a line removed', [`delete from points.line where posting_id = ${second} and bucket = 'issued'`], ['unbalanced', 'edited']],
    ['a line put in', [`insert into points.line values (999, 1, 'issued', null, 1, null, 5)`], ['orphan', 'unbalanced']],
    ['a posting redated', [`update points.posting set business_date = '2026-01-01' where posting_id = ${second}`], ['edited']],
    [
      'a posting renamed and its hash made again',
      [
        `update points.posting set about = 'gift' where posting_id = ${second}`,
        `update points.posting p set hash = points.posting_hash(p, (select string_agg(points.line_text(l), ',' order by l.line_no) from points.line l where l.posting_id = p.posting_id)) where posting_id = ${second}`,
      ],
      ['chain', 'anchor'],
    ],
    [
      'a posting removed from the middle',
      [`delete from points.line where posting_id = ${second}`, `delete from points.posting where posting_id = ${second}`],
      ['chain', 'lot'],
    ],
    [
      'the last posting cut off, with everything that shows it',
      [
        `update points.lot l set reserved = l.reserved - x.points from points.line x where x.posting_id = ${last} and x.lot_id = l.lot_id`,
        `update points.holder h set reserved = 0, sequence = p.sequence, head = p.hash from points.posting p where p.key = '3/d' and h.holder_id = p.holder_id`,
        `delete from points.line where posting_id = ${last}`,
        `delete from points.posting where posting_id = ${last}`,
      ],
      ['anchor'],
    ],
    [
      'two postings exchanged',
      [
        `update points.posting set sequence = 99 where key = '2/a'`,
        `update points.posting set sequence = 1 where key = '2/b'`,
        `update points.posting set sequence = 2 where key = '2/a'`,
      ],
      ['chain', 'edited'],
    ],
    ['a lot made to last longer', [`update points.lot set expires_on = '2099-01-01' where expires_on is not null`], ['lot']],
    ['a balance raised', ['update points.holder set available = available + 1 where customer_id = 1'], ['account']],
    ['a lot raised', ['update points.lot set points = points + 9, available = available + 9 where points = 40'], ['lot']],
    [
      'a posting made twice',
      [
        'drop index points.posting_refers_once',
        `alter table points.posting drop constraint posting_key_key`,
        `insert into points.posting select 998, holder_id, 9, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by, made_at, previous_hash, hash
         from points.posting where key = '1/e'`,
      ],
      ['repeated', 'chain', 'orphan'],
    ],
    ['an anchor edited', ['update points.anchor set postings = postings - 1'], ['anchor']],
  ])('%s', async (_what, statements, proofs) => {
    await asSuperuser(statements)
    const found = new Set((await ledgerProblems(databases.owner)).problems.map((problem) => problem.proof))
    expect([...found]).toEqual(expect.arrayContaining(proofs))
  })
})
