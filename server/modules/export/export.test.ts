import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { readWorkbook } from '../../platform/excel/workbook.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { exportContract, type ExportItem } from './contract.ts'
import { endOverdueExports } from './expire-exports.ts'
import { exportApprovals } from './approval-kinds.ts'
import { exportsOf } from './export.sql.ts'
import { cancelExport, downloadExport } from './fetch-export.ts'
import { FileLost, FileStore } from './file-store.ts'
import { requestExport, type ExportWish } from './request-export.ts'
import { makeExport, type Workshop } from './write-export.ts'

const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
const store = new FileStore(join(folder, 'exports'))
const kinds = kindsByCode(Object.values(exportApprovals))
const personOf = (scope: Scope, userId = scope.userId): Person => ({
  userId,
  login: `u${userId}`,
  name: `员工${userId}`,
  scope: { ...scope, userId },
})
const manager = personOf(scopes.manager14)
const president = personOf(scopes.outlet4)
const elsewhere = personOf(scopes.outlet5)
const officer = personOf({ ...scopes.bank, role: 'compliance_officer' }, 40)
const start = new Date('2026-11-20T10:00:00+08:00')
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const job = { last: true, signal: new AbortController().signal }

let databases: Databases
let now = start
let rightsOf: Workshop['personOf']
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
beforeEach(async () => {
  now = start
  rightsOf = async ({ userId }) => [manager, president, officer].find((person) => person.userId === userId)
  await sql`update export.export_file set state = 'cancelled', file_key = null where state in ('waiting', 'queued', 'running')`.execute(
    databases.owner,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const workshop = (): Workshop => ({ ...databases, personOf: (asker) => rightsOf(asker), store, now: () => now })
const wish = (part: object = {}): ExportWish =>
  exportContract.request['~orpc'].inputSchema?.parse({
    list: { columns: ['aum', 'tier', 'old_customer', 'name'] },
    purpose: 'meeting',
    ...part,
  }) as ExportWish
const ask = (by: Person, part: object = {}) => requestExport(databases.app, by, wish(part), now)
async function asked(by: Person, part: object = {}): Promise<ExportItem> {
  const item = await ask(by, part)
  if ('refused' in item) throw new Error(item.refused)
  return item
}
const decide = (by: Person, { approvalId: id }: ExportItem, outcome: 'approved' | 'refused' | 'withdrawn' = 'approved') =>
  decideRequest(databases.app, kinds, by, { id, outcome, reason: '已核对用途' }, now)
const make = (item: ExportItem, part: object = job) => makeExport(workshop(), item.id, part as typeof job)
const fetchAs = (by: Person, item: ExportItem) => downloadExport(databases.app, store, by, item.id, now)
const stateOf = async (item: ExportItem) => {
  const { rows } = await sql<{
    state: string
    problem: string | null
  }>`select state, problem from export.export_file where id = ${item.id}`.execute(databases.owner)
  return [rows[0]?.state, rows[0]?.problem]
}
async function ready(by: Person, part: object = {}): Promise<ExportItem> {
  const item = await asked(by, part)
  await decide(president.userId === by.userId ? officer : president, item)
  await make(item)
  return item
}
async function opened(by: Person, item: ExportItem) {
  const file = await fetchAs(by, item)
  if (typeof file === 'string') throw new Error(file)
  return { file, ...(await readWorkbook(new Uint8Array(await file.arrayBuffer()))) }
}

describe('a file', () => {
  it('is made after a second person approved: masked, marked everywhere, of the person’s own customers', async () => {
    const item = await asked(manager, { list: { columns: ['aum', 'tier'], sort: { figure: 'aum', direction: 'descending' } } })
    expect(await stateOf(item)).toEqual(['waiting', null])
    await make(item)
    expect(await stateOf(item)).toEqual(['waiting', null])
    await decide(president, item)
    expect(await stateOf(item)).toEqual(['queued', null])
    await make(item)
    const { file, sheets, properties } = await opened(manager, item)
    expect(file.name).toBe(`${item.fileNo}.xlsx`)
    const rows = sheets[0]?.rows ?? []
    for (const place of [
      rows[0]?.[0],
      rows.at(-1)?.[0],
      sheets[0]?.header,
      sheets[0]?.footer,
      properties.description,
      properties.creator,
    ]) {
      for (const part of [item.fileNo, 'u5', '员工5', '2026-11-20 10:00']) expect(String(place)).toContain(part)
    }
    expect(rows[4]).toEqual(['客户号', '姓名', '手机', '机构', '管户经理', '管理资产', '客户分层'])
    expect(rows.slice(5, -1).map((row) => row[0])).toEqual(['C000003', 'C000012', 'C000021', 'C000030'])
    expect(rows[5]).toEqual(['C000003', '曾**', '138****1234', expect.any(String), '李娜', 200000, '中高端'])
    expect(readFileSync(join(folder, 'exports', item.id)).includes('C000003')).toBe(false)
    expect(statSync(join(folder, 'exports', item.id)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'exports')).mode & 0o777).toBe(0o700)
  })

  it('shows names and phones in clear only when compliance approved too, after a superior', async () => {
    const item = await asked(manager, { clear: ['name', 'phone'], purposeText: '邀约客户参加活动' })
    expect(await decide(officer, { ...item })).toMatchObject({ state: 'open' })
    expect(await decide(officer, item)).toEqual({ refused: 'twice' })
    expect(await stateOf(item)).toEqual(['waiting', null])
    const second = await asked(manager, { clear: ['phone'], purposeText: '邀约客户参加活动' })
    await decide(president, second)
    expect(await decide(officer, second)).toMatchObject({ state: 'approved' })
    await make(second)
    const row = (await opened(manager, second)).sheets[0]?.rows[5]
    expect(row?.slice(0, 3)).toEqual(['C000003', '曾**', '13800001234'])
  })

  it('as CSV is guarded and marked', async () => {
    const item = await ready(president, { format: 'csv', list: { search: '客户', columns: [] } })
    const file = await fetchAs(president, item)
    if (typeof file === 'string') throw new Error(file)
    const text = await file.text()
    expect(text).toContain(item.fileNo)
    expect(text.split('\r\n').filter((line) => line.startsWith('C0')).length).toBe(item.rowsAsked)
  })

  it('gives bands to whom the list gives bands', async () => {
    const lobby = personOf({ ...scopes.outlet4, role: 'lobby_manager' }, 41)
    rightsOf = async () => lobby
    const item = await asked(lobby, { list: { columns: ['aum'], search: 'C000003' } })
    await decide(president, item)
    await make(item)
    expect((await opened(lobby, item)).sheets[0]?.rows[5]?.[5]).toBe('20万–100万')
  })

  it('can be fetched until its hour, is then deleted with its key, and every fetch is counted and on record', async () => {
    const item = await ready(manager)
    await fetchAs(manager, item)
    await fetchAs(manager, item)
    const counted = await withScope(databases.app, manager.scope, (trx) => exportsOf(trx, manager.userId, 50, now))
    expect(counted.find(({ id }) => id === item.id)).toMatchObject({ downloads: 2, state: 'ready', rowsTotal: 4 })
    now = later(48)
    expect(await fetchAs(manager, item)).toBe('EXPIRED')
    await endOverdueExports(workshop())
    expect(await stateOf(item)).toEqual(['expired', null])
    expect(readdirSync(join(folder, 'exports'))).not.toContain(item.id)
    expect(await fetchAs(manager, item)).toBe('EXPIRED')
    const { rows } = await sql<{ outcome: string; n: number }>`
      select outcome, count(*)::int as n from audit.entry where action = 'download-export' and subject_id in (${item.id}, ${item.fileNo}) group by 1 order by 1`.execute(
      databases.owner,
    )
    expect(rows).toEqual([
      { outcome: 'done', n: 2 },
      { outcome: 'refused', n: 2 },
    ])
  })

  it('that was tampered with or lost is not given out', async () => {
    const item = await ready(manager)
    const path = join(folder, 'exports', item.id)
    const held = readFileSync(path)
    held[40] = (held[40] ?? 0) ^ 1
    writeFileSync(path, held)
    await expect(fetchAs(manager, item)).rejects.toThrow(FileLost)
    await store.remove(item.id)
    await expect(fetchAs(manager, item)).rejects.toThrow(FileLost)
    await expect(store.remove('../../etc/passwd')).rejects.toThrow(/no file's id/)
  })
})

describe('refused are', () => {
  it('a teller, a list too long, one of nobody, one of elsewhere, too many at once; each on record', async () => {
    expect(await ask(personOf(scopes.teller))).toEqual({ refused: 'FORBIDDEN' })
    expect(await ask(manager, { list: { search: 'nobody' } })).toEqual({ refused: 'NO_ROWS' })
    expect(await ask(manager, { list: { institutionId: 5 } })).toEqual({ refused: 'NOT_FOUND' })
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      values ('export.rows_at_most_by_role', '1900-01-01', 9, 'relationship_manager:3', 'role:rows', 'M98', 'test')`.execute(
      databases.owner,
    )
    expect(await ask(manager)).toEqual({ refused: 'TOO_MANY_ROWS', rows: 4, rowsAtMost: 3 })
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      values ('export.rows_at_most_by_role', '1900-01-01', 10, 'relationship_manager:2000 outlet_president:5000', 'role:rows', 'M98', 'test')`.execute(
      databases.owner,
    )
    for (let n = 0; n < 5; n++) await asked(manager)
    expect(await ask(manager)).toEqual({ refused: 'UNDER_WAY', atMost: 5 })
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit.entry where action = 'request-export' and outcome = 'refused'`.execute(databases.owner)
    expect(rows[0]?.n).toBe(5)
  })

  it('approval by whoever asked, by somebody of another outlet, and a second approval', async () => {
    const own = await asked(president)
    expect(await decide(president, own)).toEqual({ refused: 'own' })
    const item = await asked(manager)
    expect(await decide(elsewhere, item)).toEqual({ refused: 'not_found' })
    await decide(president, item)
    expect(await decide(officer, item)).toEqual({ refused: 'closed' })
  })

  it('somebody else’s file and one that is not, alike', async () => {
    const item = await ready(manager)
    for (const other of [president, elsewhere, officer]) {
      expect(await fetchAs(other, item)).toBe('NOT_FOUND')
      expect(await cancelExport(databases.app, store, other, item.id, now)).toBe('NOT_FOUND')
    }
    expect(await fetchAs(manager, { ...item, id: '00000000-0000-4000-8000-000000000000' })).toBe('NOT_FOUND')
    const moved = personOf({ ...scopes.manager14, managerId: 15 })
    expect(await fetchAs(moved, item)).toBe('NOT_FOUND')
  })

  it('a file without its approval, whatever the state says', async () => {
    const item = await asked(manager)
    await sql`update export.export_file set state = 'queued' where id = ${item.id}`.execute(databases.owner)
    await make(item)
    expect(await stateOf(item)).toEqual(['failed', 'not_approved'])
  })
})

describe('meanwhile', () => {
  it('who lost the rights gets nothing, and who sees less gets less', async () => {
    const gone = await asked(manager)
    await decide(president, gone)
    rightsOf = async () => undefined
    await make(gone)
    expect(await stateOf(gone)).toEqual(['failed', 'no_rights'])
    const less = await asked(president, { list: { columns: [] } })
    await decide(officer, less)
    rightsOf = async () => manager
    await make(less)
    expect(await stateOf(less)).toEqual(['ready', null])
    expect((await opened(president, less)).sheets[0]?.rows).toHaveLength(5 + 4 + 1)
  })

  it('a list that has grown over the limit fails, and says so', async () => {
    const item = await asked(manager)
    await decide(president, item)
    await sql`update export.export_file set rows_at_most = 3 where id = ${item.id}`.execute(databases.owner)
    await make(item)
    expect(await stateOf(item)).toEqual(['failed', 'too_many'])
  })

  it('a refused or withdrawn request makes no file, and what nobody decides lapses', async () => {
    const [refused, withdrawn, left] = [await asked(manager), await asked(manager), await asked(manager)]
    await decide(president, refused, 'refused')
    await decide(manager, withdrawn, 'withdrawn')
    expect([(await stateOf(refused))[0], (await stateOf(withdrawn))[0]]).toEqual(['refused', 'cancelled'])
    now = later(73)
    expect(await decide(president, left)).toEqual({ refused: 'expired' })
    await endOverdueExports(workshop())
    expect(await stateOf(left)).toEqual(['refused', 'not_approved'])
  })

  it('a file called off while it is made is not laid ready, and one that is ready can be deleted', async () => {
    const item = await asked(manager)
    await decide(president, item)
    expect(await cancelExport(databases.app, store, manager, item.id, now)).toEqual({ cancelled: true })
    await make(item)
    expect(await stateOf(item)).toEqual(['cancelled', null])
    const made = await ready(manager)
    await cancelExport(databases.app, store, manager, made.id, now)
    expect(await fetchAs(manager, made)).toBe('CONFLICT')
    expect(await cancelExport(databases.app, store, manager, made.id, now)).toBe('CONFLICT')
    expect(readdirSync(join(folder, 'exports'))).not.toContain(made.id)
  })

  it('work that was cut off is done again, once', async () => {
    const item = await asked(manager)
    await decide(president, item)
    const ending = new AbortController()
    ending.abort()
    await expect(make(item, { last: false, signal: ending.signal })).rejects.toThrow()
    expect(await stateOf(item)).toEqual(['running', null])
    await make(item)
    await make(item)
    expect(await stateOf(item)).toEqual(['ready', null])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit.entry where action = 'make-export' and subject_id = ${item.fileNo}`.execute(databases.owner)
    expect(rows[0]?.n).toBe(1)
  })
})
