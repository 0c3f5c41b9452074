import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { leaveActs, leaveNow, personOf, teller4 } from '../../../test/support/leave-acts.ts'
import { publish, publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import { customersOf, snapshotsOf } from '../../../test/support/published-rows.ts'
import { verifyAudit } from '../../platform/audit/verify.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { compareLeaveCases } from './compare-cases.ts'
import { boardColumns } from './contract.ts'
import { showBoard, showReasons } from './show-board.ts'
import { showCase } from './show-case.ts'

const president: Scope = scopes.outlet4
let databases: Databases
let acts: ReturnType<typeof leaveActs>
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  acts = leaveActs(databases)
  for (const customer of [15, 18, 24, 27]) await acts.opened(customer)
  await acts.step(await acts.opened(21), 'said_left')
})

describe('the night', () => {
  const dates = ['2026-11-21', '2026-11-22', '2026-12-22'] as const
  const aum: Record<number, Record<string, number>> = {
    // at stake 12,345,678: all there and more brought in; a month on half is gone
    6: { [dates[0]]: 20_000_000, [dates[1]]: 20_000_000, [dates[2]]: 6_000_000 },
    // 99,999,999: a tenth stays
    24: { [dates[0]]: 99_999_999, [dates[1]]: 9_000_000, [dates[2]]: 0 },
    // nothing at stake, and nothing came
    27: { [dates[0]]: 0, [dates[1]]: 0, [dates[2]]: 0 },
  }
  const publishNight = async (date: string) => {
    const moved = (rows: Record<string, unknown>[]): Record<string, unknown>[] => rows.map((row) => ({ ...row, business_date: date }))
    await publishRows(databases.owner, 'customer.customer', moved(customersOf('2026-11-20')))
    const snapshots = moved(snapshotsOf('2026-11-20')).filter((row) => row['customer_id'] !== 21)
    await publishRows(
      databases.owner,
      'customer.customer_snapshot',
      snapshots.map((row) => {
        const fen = aum[Number(row['customer_id'])]?.[date]
        const gone = row['customer_id'] === 18 ? { bucket: 'deceased' } : {}
        return { ...row, ...gone, ...(fen === undefined ? {} : { aum_fen: fen }) }
      }),
    )
    await publish(databases.owner, date)
    return compareLeaveCases(databases.owner, leaveNow)
  }
  const stateOf = async (customerId: number) => {
    const { rows } = await sql<{ state: string; kept: bigint | null; brought: bigint | null; winBack: string[] }>`
      select state, kept_fen as kept, brought_in_fen as brought, win_back_on::text[] as "winBack" from retention.leave_case where customer_id = ${customerId} order by opened_at desc limit 1`.execute(
      databases.owner,
    )
    return rows[0]
  }

  it('alone makes "said to stay" kept, partly or left', async () => {
    const six = await acts.opened(6)
    expect(await acts.step(six, 'said_stayed', { broughtInFen: '5000000' })).toEqual({ id: six, state: 'said_stayed' })
    for (const customer of [24, 27, 18]) {
      const { rows } = await sql<{ id: string }>`select id from retention.leave_case where customer_id = ${customer}`.execute(
        databases.owner,
      )
      expect(await acts.step(rows[0]?.id ?? '', 'said_stayed')).toMatchObject({ state: 'said_stayed' })
    }
    // data of the day itself do not count
    expect(await publishNight(dates[0])).not.toHaveProperty('kept')
    expect(await stateOf(6)).toMatchObject({ state: 'said_stayed', kept: null })
    await publishNight(dates[1])
    expect(await stateOf(6)).toMatchObject({ state: 'kept', kept: 12_345_678n, brought: 5_000_000n })
    expect(await stateOf(24)).toMatchObject({ state: 'left', kept: 9_000_000n, winBack: ['2026-12-22', '2027-01-21', '2027-02-20'] })
    expect(await stateOf(27)).toMatchObject({ state: 'left', kept: 0n })
    expect(await stateOf(18)).toMatchObject({ state: 'set_aside', kept: null })
    // left by word, and gone from the night
    expect(await stateOf(21)).toMatchObject({ state: 'left', kept: 0n, winBack: ['2026-12-21', '2027-01-20', '2027-02-19'] })
    expect(await acts.lastAudit()).toMatchObject({
      action: 'compare-leave-cases',
      detail: { businessDate: dates[1], kept: expect.any(Number) },
    })
    expect(await compareLeaveCases(databases.owner, leaveNow)).toBeUndefined()
  })

  it('looks again after a month, and says so when the money has gone by then', async () => {
    await publishNight(dates[2])
    expect(await stateOf(6)).toMatchObject({ state: 'partly', kept: 6_000_000n, brought: 0n })
    const { log } = await acts.page(await acts.caseOf(6))
    expect(log.map(({ kind, toState }) => [kind, toState])).toEqual([
      ['said_stayed', 'said_stayed'],
      ['seen', 'kept'],
      ['rechecked', 'partly'],
    ])
  })

  it('brings who left back as tasks of 30, 60 and 90 days', async () => {
    const id = await acts.caseOf(24)
    const board = async (at: Date) => {
      const shown = await showBoard(databases.app, personOf(president), { institutionId: 4 }, at)
      return typeof shown === 'string' ? undefined : shown.cards.find((one) => one.id === id)
    }
    expect(await acts.step(id, 'farewell', { note: '送到门口，留了名片' })).toMatchObject({ state: 'left' })
    const due = new Date('2026-12-22T10:00:00+08:00')
    expect(await board(due)).toMatchObject({ column: 'win_back', winBackOn: '2026-12-22' })
    expect(await acts.step(id, 'win_back', { note: '还在考虑' }, president, due)).toMatchObject({ state: 'left' })
    expect(await board(due)).toMatchObject({ column: 'decided', winBackOn: '2027-01-21' })
    expect(await acts.step(id, 'win_back', { cameBack: true }, president, due)).toMatchObject({ state: 'said_stayed' })
    expect(await board(due)).toMatchObject({ column: 'said_stayed', winBackOn: null, kept: null })
  })
})

describe('the board and the reasons', () => {
  it('show an outlet its own, a teller what they opened, and compare with the benchmark', async () => {
    const board = async (scope: Scope, institutionId?: number, cards?: 'none') =>
      showBoard(databases.app, personOf(scope), { institutionId, cards }, leaveNow)
    const own = await board(president, 4)
    if (typeof own === 'string') throw new Error(own)
    for (const column of boardColumns)
      expect([column, own.cards.filter((card) => card.column === column).length]).toEqual([column, own.counts[column]])
    expect(await board(president, 4, 'none')).toEqual({ ...own, cards: [] })
    expect(own.cards.length).toBeGreaterThan(4)
    expect(await board({ ...teller4, userId: 99 }, 4)).toMatchObject({ cards: [], mayOpen: true })
    expect(await board(scopes.outlet5)).toMatchObject({ cards: [] })
    expect(await board(president, 6)).toBe('NOT_FOUND')
    const reasons = async (scope: Scope, institution?: number) => showReasons(databases.app, personOf(scope), institution, leaveNow)
    expect(await reasons(teller4)).toBe('FORBIDDEN')
    expect(await reasons(president, 6)).toBe('NOT_FOUND')
    const shown = await reasons(president, 4)
    if (typeof shown === 'string') throw new Error(shown)
    expect(shown.reasons.slice(0, 4).map(({ reason, benchmarkBp }) => [reason, benchmarkBp])).toEqual([
      ['complaint', 1400],
      ['competitor', 900],
      ['moved_away', 900],
      ['nobody_in_touch', 6800],
    ])
    expect(shown.reasons.find(({ reason }) => reason === 'competitor')?.cases).toBe(shown.cases)
  })

  it('hide every trace of a customer who becomes code N', async () => {
    const id = await acts.caseOf(6)
    await sql`update customer.customer set not_for_marketing = true where customer_id = 6`.execute(databases.owner)
    expect(await showCase(databases.app, personOf(president), id, leaveNow)).toBe('NOT_FOUND')
    expect(await acts.step(id, 'talked')).toBe('NOT_FOUND')
    const shown = await showBoard(databases.app, personOf(president), { institutionId: 4 }, leaveNow)
    expect(JSON.stringify(shown)).not.toContain(id)
  })
})

describe('the database', () => {
  it('keeps openings and steps as they were, and verdicts out of people’s hands', async () => {
    const id = await acts.caseOf(15)
    for (const change of [
      'update retention.case_step set note = null',
      'delete from retention.case_step',
      'delete from retention.leave_case',
      'update retention.leave_case set at_stake_fen = 0',
    ])
      await expect(sql.raw(change).execute(databases.owner)).rejects.toThrow(/never changed/)
    const forged = withScope(databases.app, president, (trx) =>
      sql`insert into retention.case_step (case_id, kind, from_state, to_state, user_id, staff_name, on_date, at)
        select ${id}, 'talked', state, 'kept', ${president.userId}, 'x', '2026-11-21', now() from retention.leave_case where id = ${id}`.execute(
        trx,
      ),
    )
    await expect(forged).rejects.toThrow(/row-level security/)
    const foreign = withScope(databases.app, scopes.outlet5, (trx) => sql`select from retention.case_step`.execute(trx))
    expect((await foreign).rows).toEqual([])
    expect(await verifyAudit(databases.owner)).toMatchObject({ problems: [] })
  })
})
