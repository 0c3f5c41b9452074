import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { verifyLedger } from '../index.ts'
import { ensureProgramme, postToLedger } from '../ledger.sql.ts'
import type { PostingRequest } from '../ledger.rules.ts'
import { answerStatement } from './answer-statement.ts'
import { settleEndedMonths } from './settle-months.ts'
import { showLiability } from './show-liability.ts'
import { showStatement, showStatements } from './show-statements.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const four = person(scopes.outlet4)
const five = person(scopes.outlet5)
const six = person({ ...scopes.outlet5, userId: 8, institutionId: 6, institutions: [6] })
const headOffice = person(scopes.bank)

let databases: Databases
let programmeId = 0
let number = 0
const post = async (
  kind: PostingRequest['kind'],
  customerId: bigint,
  institutionId: number,
  businessDate: string,
  more: Partial<PostingRequest> = {},
) => {
  const made = await postToLedger(databases.owner, {
    programmeId,
    customerId,
    kind,
    key: `s${++number}`,
    businessDate,
    institutionId,
    about: 'gift:rice',
    ...more,
  })
  if (!made) throw new Error('nothing was posted')
  return made.postingId
}
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  programmeId = await ensureProgramme(databases.owner, { code: 'attend', name: '到场积分', institutionId: 1 })
  await post('earn', 3n, 4, '2026-09-01', { points: 500n, expiresOn: '2027-02-28' })
  await post('earn', 4n, 5, '2026-09-01', { points: 300n })
  await post('spend', 3n, 5, '2026-10-05', { points: 120n })
  const undone = await post('spend', 3n, 5, '2026-10-06', { points: 50n })
  await post('reverse', 3n, 5, '2026-10-06', { refersTo: undone })
  await post('spend', 4n, 4, '2026-10-20', { points: 35n })
  await post('spend', 3n, 4, '2026-10-21', { points: 10n })
  await post('spend', 3n, 6, '2026-11-02', { points: 7n })
})

describe('the statements of a month', () => {
  it('say what each side issued and the other took, from the ledger alone, once however often they are made', async () => {
    expect(await settleEndedMonths(databases.owner, now)).toBe(1)
    expect(await settleEndedMonths(databases.owner, now)).toBe(0)
    expect(await showStatements(databases.app, four)).toMatchObject({
      statements: [
        {
          month: '2026-10-01',
          one: { institutionId: 4, name: '解放路网点', points: '120', owesFen: '120', answer: null },
          other: { institutionId: 5, name: '人民路网点', points: '35', owesFen: '35', answer: null },
          state: 'waiting',
          mayAnswer: true,
        },
      ],
    })
    const one = await showStatement(databases.app, five, '1')
    if (typeof one === 'string') throw new Error(one)
    expect(one.postings.map(({ kind, points }) => [kind, points])).toEqual([
      ['spend', '120'],
      ['spend', '50'],
      ['reverse', '-50'],
      ['spend', '35'],
    ])
    expect(JSON.stringify(one)).not.toMatch(/customer|曾小明|张伟/)
  })

  it('are seen by both sides and those above them, and by nobody else', async () => {
    expect(await showStatements(databases.app, headOffice)).toMatchObject({ statements: [{ mayAnswer: false }] })
    expect(await showStatements(databases.app, six)).toEqual({ statements: [] })
    expect(await showStatement(databases.app, six, '1')).toBe('NOT_FOUND')
    expect(await showStatements(databases.app, person({ ...scopes.outlet4, role: 'teller' }))).toBe('FORBIDDEN')
  })

  it('are confirmed or disputed by each side’s president, and frozen when both confirmed', async () => {
    const say = (by: Person, answer: 'confirmed' | 'disputed', note = '') =>
      answerStatement(databases.app, by, { statementId: '1', answer, note }, now)
    expect(await say(headOffice, 'confirmed')).toBe('FORBIDDEN')
    expect(await say(six, 'confirmed')).toBe('NOT_FOUND')
    expect(await say(four, 'disputed')).toBe('INVALID')
    expect(await say(four, 'disputed', '10 月 5 日一笔不是我们的客户')).toEqual({ state: 'disputed' })
    expect(await say(five, 'confirmed')).toEqual({ state: 'disputed' })
    expect(await say(four, 'confirmed', '已核对')).toEqual({ state: 'agreed' })
    expect(await say(five, 'disputed', '想改')).toBe('FROZEN')
    const around = withScope(databases.app, five.scope, (trx) =>
      sql`insert into points.statement_answer (statement_id, number, institution_id, answer, note, answered_by, answered_name, at, hash)
        values (1, 9, 5, 'disputed', '想改', ${five.userId}, 'x', now(), '')`.execute(trx),
    )
    await expect(around).rejects.toThrow('agreed')
    expect(await showStatement(databases.app, four, '1')).toMatchObject({
      state: 'agreed',
      mayAnswer: false,
      answers: [{ answer: 'disputed' }, {}, { note: '已核对' }],
    })
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
})

describe('verify finds what a superuser did to a settlement:', () => {
  const tables = ['statement', 'statement_part', 'statement_answer']
  const asSuperuser = (statements: readonly string[]) =>
    databases.owner.connection().execute(async (connection) => {
      for (const statement of ['set session_replication_role = replica', ...statements, 'reset session_replication_role'])
        await sql.raw(statement).execute(connection)
    })
  const restore = () =>
    asSuperuser(
      tables.flatMap((table) => [
        `delete from points.${table}`,
        `insert into points.${table} overriding system value select * from kept.${table}`,
      ]),
    )
  beforeAll(async () => {
    await sql.raw('create schema kept').execute(databases.owner)
    for (const table of tables) await sql.raw(`create table kept.${table} as select * from points.${table}`).execute(databases.owner)
  })
  afterAll(restore)

  it.each([
    ['a part edited', ['update points.statement_part set points = points - 20 where issuer_id = 4']],
    ['a part removed', ['delete from points.statement_part where issuer_id = 5']],
    ['the worth edited', ['update points.statement set fen_per_hundred = 90']],
    ['a side exchanged', ['update points.statement set other_id = 6']],
    [
      'a statement edited with its hash made again',
      [
        'update points.statement_part set points = 1 where issuer_id = 4',
        'update points.statement s set hash = points.statement_hash(s, points.parts_text(s.statement_id))',
      ],
    ],
    ['an answer edited', [`update points.statement_answer set answer = 'confirmed', note = null where number = 1`]],
    ['an answer removed', ['delete from points.statement_answer where number = 2']],
    ['the statement of a pair removed', ["update points.statement set month = '2026-09-01'"]],
  ])('%s', async (_what, statements) => {
    await asSuperuser(statements)
    expect((await verifyLedger(databases.owner)).problems.map(({ proof }) => proof)).toContain('settlement')
    await restore()
  })
})

describe('what is owed', () => {
  it('is told by programme, outlet and month, with nothing estimated from thin history', async () => {
    const shown = await showLiability(databases.app, headOffice, now)
    if (typeof shown === 'string') throw new Error(shown)
    expect(shown.rows.map(({ institutionId, month, points, breakage }) => [institutionId, month, points, breakage])).toEqual([
      [4, '2027-02-01', '363', null],
      [5, null, '265', '0'],
    ])
    expect(await showLiability(databases.app, person({ ...scopes.outlet4, role: 'lobby_manager' }), now)).toBe('FORBIDDEN')
    expect(await showLiability(databases.app, six, now)).toMatchObject({ rows: [] })
  })

  it('expects to lapse what lapsed before with as many months left, by the ledger’s own lots', async () => {
    // 40,000 given with 4 months left; a quarter used, the rest lapsed: of what is outstanding with 3 months left the rate of 4 holds
    for (const customer of [21n, 24n]) {
      await post('earn', customer, 4, '2026-05-10', { points: 20_000n, expiresOn: '2026-09-30' })
      await post('spend', customer, 4, '2026-09-20', { points: 5_000n })
      await post('expire', customer, 4, '2026-10-01')
    }
    const shown = await showLiability(databases.app, four, now)
    if (typeof shown === 'string') throw new Error(shown)
    expect(shown.rows.find(({ month }) => month === '2027-02-01')).toMatchObject({
      points: '363',
      breakage: String(Math.floor((363 * 30_000) / 40_000)),
    })
  })
})
