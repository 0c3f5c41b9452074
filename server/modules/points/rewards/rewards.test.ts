import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publish, publishBank, publishRows, scopes } from '../../../../test/support/published-bank.ts'
import { customersOf, snapshotsOf } from '../../../../test/support/published-rows.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { decideRequest } from '../../approval/decide-request.ts'
import { kindsByCode } from '../../approval/kinds.ts'
import { staffRoles } from '../../organisation/index.ts'
import { verifyLedger } from '../index.ts'
import { rewardApprovals } from './approval-kinds.ts'
import { awardDuePoints } from './award-points.ts'
import { programmeDraft, type ProgrammeDraft } from './contract.ts'
import { listProgrammes, listRefused } from './list-programmes.ts'
import { previewProgramme } from './preview-programme.ts'
import { proposeProgramme } from './propose-programme.ts'
import { recordOverride } from './record-override.ts'
import { insertFate, insertVersion } from './version.sql.ts'
import { witnessOccurrence } from './witness-occurrence.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const december = new Date('2026-12-02T10:00:00+08:00')
const kinds = kindsByCode(Object.values(rewardApprovals))
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const president = person(scopes.outlet4)
const branch = person(scopes.branch)
const admin = person(scopes.bank)
const otherAdmin = person({ ...scopes.bank, userId: 8 })
const compliance = person({ ...scopes.bank, userId: 9, role: 'compliance_officer' })
const secondCompliance = person({ ...scopes.bank, userId: 10, role: 'compliance_officer' })
const branchCompliance = person({ ...scopes.branch, userId: 12, role: 'compliance_officer' })
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })

let databases: Databases
let number = 0
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const draft = (more: object = {}): ProgrammeDraft =>
  programmeDraft.parse({
    code: `plan_${++number}`,
    name: '到场积分',
    form: 'points',
    rules: [{ points: 10, per: { field: 'attendance', each: '1', most: 4 } }],
    validFrom: '2026-11-23',
    ...more,
  })
const approvedByPaper = { documentNo: '合规〔2026〕12号', capPoints: '1000', validTo: '2026-12-31' }
const keep = { rules: [{ points: 50, per: { field: 'payroll_kept', each: '100000', most: 10 } }], ...approvedByPaper }
const upgrade = { rules: [{ points: 100, conditions: [{ field: 'tier_move', is: 'equals', value: 'promoted' }] }], ...approvedByPaper }
const propose = (by: Person, asked: ProgrammeDraft) => proposeProgramme(databases.app, by, { draft: asked, reason: '季度活动安排' }, now)
const decide = (by: Person, id: string, outcome: 'approved' | 'refused' = 'approved') =>
  decideRequest(databases.app, kinds, by, { id, outcome, reason: '已核对批文' }, now)
const asked = async (by: Person, wish: ProgrammeDraft) => {
  const outcome = await propose(by, wish)
  if (typeof outcome === 'string' || !('requestId' in outcome)) throw new Error(`not asked for: ${JSON.stringify(outcome)}`)
  return outcome
}
const stateOf = async (versionId: string) =>
  (await listProgrammes(databases.app, president, now)).programmes.find((one) => one.versionId === versionId)?.state
const lastAudit = async () =>
  (
    await sql<Record<string, unknown>>`select action, outcome, actor_role, detail from audit.entry order by id desc limit 1`.execute(
      databases.owner,
    )
  ).rows[0]
const rowsOf = async (table: string) =>
  Number((await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(databases.owner)).rows[0]?.n)

describe('the gate in the database', () => {
  it.each(staffRoles.flatMap((role) => [scopes.outlet4, scopes.branch].map((place) => [role, place] as const)))(
    'lets no %s below head office ask for red, override it or start it',
    async (role, place) => {
      const somebody = person({ ...place, userId: 100 + ++number, role })
      const versions = await rowsOf('points.version')
      const outcome = await propose(somebody, draft(keep))
      expect(outcome === 'FORBIDDEN' || (typeof outcome === 'object' && 'gate' in outcome)).toBe(true)
      expect(await lastAudit()).toMatchObject({ action: 'propose-reward', outcome: 'refused', actor_role: role, detail: { colour: 'red' } })
      const refused = await propose(admin, draft(keep))
      expect(refused).toMatchObject({ gate: 'red_line' })
      const attempt = await sql<{ id: string }>`select max(attempt_id)::text as id from points.refused_attempt`.execute(databases.owner)
      const override = { attemptId: attempt.rows[0]?.id ?? '', documentNo: '自批1号', ground: '网点自行决定', validTo: '2026-12-31' }
      expect(await recordOverride(databases.app, somebody, override, now)).toBe('FORBIDDEN')
      const around = (work: Parameters<typeof withScope>[2]) =>
        withScope(databases.app, somebody.scope, work).then(
          () => 'done',
          () => 'refused',
        )
      // past the program, straight at the tables
      const head = { programmeId: 1, version: 99, colour: 'red' as const, at: now }
      expect(await around((trx) => insertVersion(trx, head, draft(keep), somebody))).toBe('refused')
      expect(await around((trx) => insertFate(trx, '1', { fate: 'started', requestId: '1', at: now }, somebody))).toBe('refused')
      expect(
        await around((trx) =>
          sql`insert into points.red_override (attempt_id, fingerprint, document_no, ground, valid_to, institution_id, recorded_by, recorded_role, at)
            select attempt_id, fingerprint, 'xx', 'xxxx', '2027-01-01', ${place.institutionId}, ${somebody.userId}, 'compliance_officer', now() from points.refused_attempt
            union all select 1, '', 'xx', 'xxxx', '2027-01-01', ${place.institutionId}, ${somebody.userId}, 'compliance_officer', now() limit 1`.execute(
            trx,
          ),
        ),
      ).toBe('refused')
      expect(await rowsOf('points.version')).toBe(versions)
      expect(await rowsOf('points.red_override')).toBe(0)
    },
  )

  it('starts red for head office with an override of exactly these terms alone, and three people', async () => {
    const wish = draft(keep)
    expect(await propose(admin, wish)).toMatchObject({ gate: 'red_line', words: expect.stringContaining('到场积分') })
    const attempts = await listRefused(databases.app, compliance)
    const attempt = typeof attempts === 'object' ? attempts.attempts[0] : undefined
    expect(attempt).toMatchObject({ code: wish.code, override: null, why: [{ reason: 'reads_deposits', fields: ['payroll_kept'] }] })
    const override = { attemptId: attempt?.id ?? '', documentNo: '总合规〔2026〕3号', ground: '总行专项批复', validTo: '2026-12-31' }
    expect(await recordOverride(databases.app, admin, override, now)).toBe('FORBIDDEN')
    expect(await recordOverride(databases.app, branchCompliance, override, now)).toBe('FORBIDDEN')
    expect(await recordOverride(databases.app, compliance, { ...override, validTo: '2026-11-22' }, now)).toMatchObject({
      invalid: expect.any(String),
    })
    expect(await recordOverride(databases.app, compliance, { ...override, attemptId: '999999' }, now)).toBe('NOT_FOUND')
    expect(await recordOverride(databases.app, compliance, override, now)).toMatchObject({ id: expect.any(String) })
    // other terms, or longer than the override
    expect(await propose(admin, draft({ ...keep, rules: [{ points: 51, per: keep.rules[0]?.per }] }))).toMatchObject({ gate: 'red_line' })
    expect(await propose(admin, draft({ ...keep, validTo: '2027-01-01' }))).toMatchObject({ gate: 'red_line' })
    expect(await propose(president, draft(keep))).toMatchObject({ gate: 'red_line' })
    const { requestId, versionId } = await asked(admin, draft(keep))
    expect(await decide(compliance, requestId)).toEqual({ refused: 'not_yours' })
    expect(await decide(admin, requestId)).toEqual({ refused: 'own' })
    expect(await decide(otherAdmin, requestId)).toMatchObject({ state: 'open' })
    expect(await stateOf(versionId)).toBe('waiting')
    expect(await decide(secondCompliance, requestId)).toMatchObject({ state: 'approved' })
    expect(await stateOf(versionId)).toBe('upcoming')
  })

  it('keeps every attempt: neither changed nor removed, not even by the owner', async () => {
    for (const table of ['refused_attempt', 'red_override', 'version', 'version_fate']) {
      await expect(sql`delete from ${sql.table(`points.${table}`)}`.execute(databases.owner)).rejects.toThrow('never changed')
    }
    expect(await listRefused(databases.app, president)).toBe('FORBIDDEN')
  })
})

describe('programmes', () => {
  it('green starts with a second person, amber with compliance besides, and no longer than is written', async () => {
    const green = await asked(president, draft())
    expect(green.colour).toBe('green')
    expect(await decide(branch, green.requestId)).toMatchObject({ state: 'approved' })
    expect(await stateOf(green.versionId)).toBe('upcoming')
    expect(await propose(president, draft({ rules: upgrade.rules }))).toMatchObject({ invalid: expect.stringContaining('批文号') })
    const amber = await asked(president, draft(upgrade))
    expect(await decide(branch, amber.requestId)).toMatchObject({ state: 'open' })
    expect(await decide(admin, amber.requestId)).toEqual({ refused: 'not_yours' })
    expect(await stateOf(amber.versionId)).toBe('waiting')
    expect(await decide(compliance, amber.requestId)).toMatchObject({ state: 'approved' })
    const refused = await asked(president, draft(upgrade))
    expect(await decide(branch, refused.requestId, 'refused')).toMatchObject({ state: 'refused' })
    expect(await stateOf(refused.versionId)).toBe('refused')
  })

  it('refuse unknown fields, what cannot be compared, yesterday, others’ codes and compliance as maker', async () => {
    const rule = (condition: object) => draft({ rules: [{ points: 1, conditions: [condition] }], ...approvedByPaper })
    expect(await propose(president, rule({ field: 'balance', is: 'at_least', value: '1' }))).toMatchObject({ gate: 'red_line' })
    expect(await propose(president, rule({ field: 'tier', is: 'equals', value: 'gold' }))).toMatchObject({
      invalid: expect.stringContaining('gold'),
    })
    expect(await propose(president, draft({ validFrom: '2026-11-22' }))).toMatchObject({ invalid: expect.stringContaining('2026-11-23') })
    const held = draft()
    await asked(branch, held)
    expect(await propose(president, held)).toBe('CONFLICT')
    expect(await propose(branch, held)).toBe('CONFLICT')
    expect(await propose(compliance, draft())).toBe('FORBIDDEN')
  })

  it('are tried on the published night: who, how many, points; masked as the person sees names', async () => {
    const tried = await previewProgramme(databases.app, president, draft(upgrade), now)
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from customer.customer_snapshot
      where business_date = '2026-11-20' and institution_id = 4 and bucket = 'counted' and tier_move = 'promoted'`.execute(databases.owner)
    const promoted = Number(rows[0]?.n)
    expect(promoted).toBeGreaterThan(0)
    expect(tried).toMatchObject({
      colour: 'amber',
      refusal: null,
      businessDate: '2026-11-20',
      customers: promoted,
      points: String(promoted * 100),
    })
    expect(await previewProgramme(databases.app, president, draft(keep), now)).toMatchObject({
      colour: 'red',
      refusal: expect.stringContaining('不予受理'),
      offers: ['tier_service_rights', 'attendance_points', 'payment_points'],
    })
    expect(await previewProgramme(databases.app, lobby, draft(), now)).toBe('FORBIDDEN')
  })
})

describe('the month', () => {
  const seen = (id: string, customerId = '3', by = lobby) =>
    witnessOccurrence(databases.app, by, { id, customerId, what: 'attendance', proof: '签到表第 3 行', otherCustomerId: null }, now)

  it('counts what the desk witnessed, once, of customers in sight', async () => {
    const id = crypto.randomUUID()
    expect(await seen(id)).toEqual({ repeated: false })
    expect(await seen(id)).toEqual({ repeated: true })
    expect(await seen(id, '6')).toBe('CONFLICT')
    expect(await seen(crypto.randomUUID(), '5')).toBe('NOT_FOUND')
    expect(await seen(crypto.randomUUID(), '3', compliance)).toBe('FORBIDDEN')
    expect(await seen(crypto.randomUUID())).toEqual({ repeated: false })
  })

  it('gives its points once, run twice or by two at once, within the cap, to nobody outside the rates', async () => {
    const monthEnd = '2026-11-30'
    await publishRows(
      databases.owner,
      'customer.customer',
      customersOf('2026-11-20').map((row) => ({ ...row, business_date: monthEnd })),
    )
    await publishRows(
      databases.owner,
      'customer.customer_snapshot',
      snapshotsOf('2026-11-20').map((row) => ({ ...row, business_date: monthEnd })),
    )
    await publish(databases.owner, monthEnd)
    const sevenEach = {
      rules: ['cooling', 'active'].map((value) => ({ points: 7, conditions: [{ field: 'activity', is: 'equals', value }] })),
    }
    const capped = await asked(president, draft({ ...sevenEach, capPoints: '20' }))
    await decide(branch, capped.requestId)
    await Promise.all([awardDuePoints(databases.owner, december), awardDuePoints(databases.owner, december)])
    const posted = await rowsOf('points.posting')
    expect(posted).toBeGreaterThan(0)
    expect(await awardDuePoints(databases.owner, december)).toBe(0n)
    expect(await rowsOf('points.posting')).toBe(posted)
    const { rows } = await sql<{ code: string; customers: number; points: bigint; expires: string }>`
      select p.code, count(*)::int as customers, sum(g.points)::bigint as points, min(g.expires_on)::text as expires
      from points.posting g join points.holder h using (holder_id) join points.programme p using (programme_id) group by p.code order by p.code`.execute(
      databases.owner,
    )
    const of = (points: bigint) => rows.filter((row) => row.points === points)
    // two attendances of ten; of seven each, no more than two fit under twenty
    expect(of(20n)).toEqual([expect.objectContaining({ customers: 1, expires: '2028-11-30' })])
    expect(of(14n)).toEqual([expect.objectContaining({ customers: 2 })])
    const outside =
      await sql`select from points.holder h join customer.customer_snapshot s on s.customer_id = h.customer_id and s.business_date = ${monthEnd}
      where s.bucket <> 'counted'`.execute(databases.owner)
    expect(outside.rows).toEqual([])
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
})
