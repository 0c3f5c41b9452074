import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publish, publishBank, publishRows, scopes } from '../../../../test/support/published-bank.ts'
import { customersOf, snapshotsOf } from '../../../../test/support/published-rows.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import type { Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { decideRequest } from '../../approval/decide-request.ts'
import { kindsByCode } from '../../approval/kinds.ts'
import { handOutGift } from '../gifts/hand-out-gift.ts'
import { addGift, receiveGifts } from '../gifts/keep-stock.ts'
import { undoHandOut } from '../gifts/undo-hand-out.ts'
import { verifyLedger } from '../index.ts'
import { reviewGift, showWatched } from '../oversight/watch-gifts.ts'
import { showBudgets } from '../oversight/show-budgets.ts'
import { writeInflows } from '../oversight/watch.sql.ts'
import { rewardApprovals } from './approval-kinds.ts'
import { awardDuePoints } from './award-points.ts'
import { programmeDraft } from './contract.ts'
import { listProgrammes } from './list-programmes.ts'
import { presets } from './preset-terms.ts'
import { previewProgramme } from './preview-programme.ts'
import { proposeProgramme } from './propose-programme.ts'

const monthEnd = '2026-11-30'
const asked = new Date('2026-10-22T10:00:00+08:00')
const now = new Date('2026-12-02T10:00:00+08:00')
const kinds = kindsByCode(Object.values(rewardApprovals))
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const admin = person(scopes.bank)
const otherAdmin = person({ ...scopes.bank, userId: 8 })
const compliance = person({ ...scopes.bank, userId: 9, role: 'compliance_officer' })
const president = person(scopes.outlet4)
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]).toString('base64')

const keep = programmeDraft.parse({
  ...presets.monthly_keep,
  code: 'monthly_keep',
  name: '月存月领',
  validFrom: '2026-11-01',
  validTo: '2026-12-31',
  capPoints: '1000',
  documentNo: '总行〔2026〕1号',
})
const ask = (by: Person, draft = keep) => proposeProgramme(databases.app, by, { draft, reason: '季度活动安排' }, asked)

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  const night = (rows: Record<string, unknown>[]) => rows.map((row) => ({ ...row, business_date: monthEnd }))
  await publishRows(databases.owner, 'customer.customer', night(customersOf('2026-11-20')))
  await publishRows(databases.owner, 'customer.customer_snapshot', night(snapshotsOf('2026-11-20')))
  const kept = (customer: number, lowest: number | null, received = true) => ({
    business_date: monthEnd,
    customer_id: customer,
    institution_id: 4 + (customer % 3),
    manager_id: null,
    kind: 'pension',
    account_id: customer,
    received,
    counted: true,
    lowest_fen: lowest,
  })
  // 9 and 12 are in no rate; 18 was not paid in the month
  await publishRows(databases.owner, 'payroll.receiving_month', [
    kept(3, 500_000),
    kept(6, 499_999),
    kept(15, 800_000),
    kept(27, 9_999_999),
    kept(24, null),
    kept(9, 5_000_000),
    kept(12, 5_000_000),
    kept(18, 5_000_000, false),
  ])
  await publish(databases.owner, monthEnd)
})

const claims = async () =>
  (
    await sql<{ code: string; customer: bigint; available: bigint }>`
    select p.code, h.customer_id as customer, h.available from points.holder h join points.programme p using (programme_id)
    where h.available > 0 order by 1, 2`.execute(databases.owner)
  ).rows.map(({ code, customer, available }) => `${code} ${customer} ${available}`)

describe('monthly keep, monthly receive (M61)', () => {
  it('is refused under pack cn, whoever asks, with permitted forms instead', async () => {
    for (const by of [admin, president]) {
      expect(await ask(by)).toMatchObject({ gate: 'red_line', words: expect.stringContaining('到场积分') })
    }
    const tried = await previewProgramme(databases.app, admin, keep, asked)
    expect(tried).toMatchObject({
      colour: 'red',
      refusal: expect.stringContaining('代发账户全月最低余额'),
      offers: ['tier_service_rights', 'attendance_points', 'payment_points'],
      businessDate: monthEnd,
      customers: 3,
      steps: [
        { step: 1, customers: 1 },
        { step: 2, customers: 1 },
        { step: 3, customers: 1 },
      ],
      costFen: null,
      loses: null,
    })
  })

  it('under a policy that allows it runs end to end: claims by step, once, and the gift of the step at the desk', async () => {
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      select key, valid_from, version + 1, 'allow_with_approval', unit, source, 'as pack plain has it'
      from policy.policy where key = 'reward.gate'`.execute(databases.owner)
    expect(await ask(president)).toMatchObject({ gate: 'head_office_only' })
    const proposed = await ask(admin)
    if (typeof proposed === 'string' || !('requestId' in proposed)) throw new Error(JSON.stringify(proposed))
    for (const by of [otherAdmin, compliance])
      await decideRequest(databases.app, kinds, by, { id: proposed.requestId, outcome: 'approved', reason: '已核对批文' }, asked)
    const { programmes } = await listProgrammes(databases.app, president, now)
    expect(programmes[0]).toMatchObject({
      state: 'running',
      purses: [
        { step: 1, code: 'monthly_keep_step1', name: '月存月领·第1档 满 5000 元' },
        { step: 2, code: 'monthly_keep_step2' },
        { step: 3, code: 'monthly_keep_step3' },
      ],
    })

    const runs = await Promise.all([awardDuePoints(databases.owner, now), awardDuePoints(databases.owner, now)])
    expect(runs.reduce((a, b) => a + b, 0n)).toBe(3n)
    const owed = ['monthly_keep_step1 3 1', 'monthly_keep_step2 15 1', 'monthly_keep_step3 27 1']
    expect(await claims()).toEqual(owed)
    expect(await awardDuePoints(databases.owner, now)).toBe(0n)
    expect(await claims()).toEqual(owed)
  })

  it('a gift belongs to its step: nobody takes that of another, the budget holds, and an undo gives it back', async () => {
    const gift = async (step: number, costFen: string) => {
      const made = await addGift(
        databases.app,
        president,
        {
          code: `rice_${step}`,
          name: '东北大米',
          taste: 'staples',
          supplier: '五常粮业',
          programmeCode: `monthly_keep_step${step}`,
          points: 1,
          costFen,
        },
        now,
      )
      if (typeof made === 'string') throw new Error(made)
      await receiveGifts(databases.app, president, { giftId: made.giftId, pieces: 5, expiresOn: null, documentNo: 'RK-1' }, now)
      return made.giftId
    }
    const [first, second] = [await gift(1, '3500'), await gift(2, '50001')]
    const handOut = (customerId: string, giftId: number, id: string = randomUUID()) =>
      handOutGift(databases.app, lobby, { id, customerId, giftId, signature: png }, now)
    expect(await handOut('3', second)).toBe('NOT_ENOUGH')
    // 500 yuan a customer and year
    expect(await handOut('15', second)).toBe('CAP_REACHED')
    expect(await claims()).toHaveLength(3)
    const id = randomUUID()
    expect(await handOut('3', first, id)).toMatchObject({ points: 1n, repeated: false })
    const spent = async () => {
      const shown = await showBudgets(databases.app, president, now)
      if (shown === 'FORBIDDEN') throw new Error(shown)
      return shown.budgets.map(({ kind, spentFen }) => `${kind} ${spentFen}`)
    }
    expect(await spent()).toEqual(['programme 3500', 'outlet 3500', 'staff 3500'])
    await undoHandOut(databases.app, lobby, { handOutId: id, reason: '客户改选' }, now)
    expect(await spent()).toEqual(['programme 0', 'outlet 0', 'staff 0'])
    expect(await handOut('3', first)).toMatchObject({ points: 1n })
    expect(await showBudgets(databases.app, lobby, now)).toBe('FORBIDDEN')
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
})

describe('gifts beside inflows', () => {
  it('shows compliance who was given a gift and brought money within a week, and keeps what they found', async () => {
    const inflow = (date: string, fen: number) =>
      publishRows(
        databases.owner,
        'customer.customer_snapshot',
        snapshotsOf('2026-11-20').map((row) => ({ ...row, business_date: date, inflow_7d_fen: fen })),
      ).then(async () => {
        await publishRows(
          databases.owner,
          'customer.customer',
          customersOf('2026-11-20').map((row) => ({ ...row, business_date: date })),
        )
        await publish(databases.owner, date)
      })
    await inflow('2026-12-02', 300_000)
    expect(await writeInflows(databases.owner)).toBe(2)
    expect(await writeInflows(databases.owner)).toBe(0)
    await inflow('2026-12-09', 700_000)
    expect(await writeInflows(databases.owner)).toBe(2)
    const shown = await showWatched(databases.app, compliance, new Date('2026-12-09T10:00:00+08:00'))
    if (shown === 'FORBIDDEN') throw new Error(shown)
    expect(shown.gifts).toEqual([
      expect.objectContaining({
        customerId: '3',
        beforeFen: '300000',
        beforeNight: '2026-12-02',
        afterFen: '700000',
        afterNight: '2026-12-09',
        review: null,
      }),
    ])
    const review = (by: Person, handOutId = shown.gifts[0]?.handOutId ?? '') =>
      reviewGift(databases.app, by, { handOutId, verdict: 'suspicious', note: '发放次日即有大额转入' }, now)
    expect(await review(president)).toBe('FORBIDDEN')
    expect(await review(compliance, randomUUID())).toBe('NOT_FOUND')
    expect(await review(compliance)).toEqual({ handOutId: shown.gifts[0]?.handOutId })
    expect(await review(compliance)).toBe('CONFLICT')
    expect(await showWatched(databases.app, president, now)).toBe('FORBIDDEN')
  })
})
