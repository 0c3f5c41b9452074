import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { listInput, type Filter } from '../customer/contract.ts'
import type { FigureKey } from '../customer/figures.ts'
import { listCustomers } from '../customer/list-customers.ts'
import { outletReport, type OutletReport } from './contract.ts'
import { reportOutlet } from './outlet-report.ts'

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})

async function report(scope: Scope, institutionId: number): Promise<OutletReport> {
  return outletReport.parse(await reportOutlet(databases.app, scope, institutionId))
}

/** What a list opened from a number holds: how many customers, and the sum of one of their figures. */
async function listed(scope: Scope, institutionId: number, filters: Filter[], figure: FigureKey): Promise<{ total: number; sum: string }> {
  const answer = await listCustomers(databases.app, scope, listInput.parse({ institutionId, filters, columns: [figure], limit: 200 }))
  if (typeof answer === 'string') throw new Error(answer)
  const sum = answer.rows.reduce((fen, row) => fen + BigInt((row.figures[figure] ?? 0) as string | number), 0n)
  return { total: answer.total, sum: sum.toString() }
}

/** Every number of a report that opens a list: what it is, its filters, the customers it counts, or the amount and the figure it sums. */
interface Opened {
  what: string
  filters: Filter[]
  customers?: number | string
  sums?: [FigureKey, string | null]
}

function openedBy(r: OutletReport): Opened[] {
  return [
    { what: 'customers', filters: r.customers.filters, customers: r.customers.now },
    { what: 'opened', filters: r.customers.openedFilters, customers: r.customers.opened },
    { what: 'aum', filters: r.aum.filters, sums: ['aum', r.aum.nowFen] },
    ...r.pyramid.map((t): Opened => ({ what: t.tier, filters: t.filters, customers: t.customers, sums: ['aum', t.aumFen] })),
    { what: 'promoted', ...r.tierMoves.promoted },
    { what: 'demoted', ...r.tierMoves.demoted },
    ...r.flows.flatMap((f): Opened[] => [
      { what: `in ${f.days}`, filters: f.inflowFilters, sums: [`inflow_${f.days}d` as FigureKey, f.inflowFen] },
      { what: `out ${f.days}`, filters: f.outflowFilters, sums: [`outflow_${f.days}d` as FigureKey, f.outflowFen] },
    ]),
    { what: 'leakage', filters: r.leakage.filters, sums: ['leakage_outflow', r.leakage.rate.part] },
    { what: 'own name', filters: r.ownNameOutflow.filters, sums: ['own_name_outflow_90d', r.ownNameOutflow.fen] },
    { what: 'pass through', filters: r.passThrough.filters, sums: ['pass_through_30d', r.passThrough.fen] },
    {
      what: 'cross-sell',
      filters: r.crossSell.filters,
      customers: r.crossSell.rate.whole,
      sums: ['category_count', r.crossSell.rate.part],
    },
    { what: 'old', ...r.crossSell.oldCustomers },
    { what: 'inconvenient', ...r.crossSell.inconvenientToLeave },
    { what: 'contactable', filters: r.contactability.filters, customers: r.contactability.rate.part },
    {
      what: 'repair',
      filters: r.contactability.repairFilters,
      customers: Number(r.contactability.rate.whole) - Number(r.contactability.rate.part),
    },
    ...r.activity.map((a): Opened => ({ what: a.activity, filters: a.filters, customers: a.customers })),
    ...r.kept.flatMap((k): Opened[] => {
      const figure = k.kind === 'payroll' ? 'wage' : 'pension'
      return [
        { what: k.kind, filters: k.filters, customers: k.customers, sums: [`${figure}_credit`, k.creditFen] },
        { what: `${k.kind} kept`, filters: k.filters, sums: [`${figure}_kept_30d`, k.kept30d.part] },
        {
          what: `${k.kind} running`,
          filters: k.running.filters,
          customers: k.running.customers,
          sums: [`${figure}_credit_running`, k.running.creditFen],
        },
      ]
    }),
    { what: 'maturing', filters: r.maturing.filters, customers: r.maturing.customers, sums: ['maturing_30d', r.maturing.fen] },
    { what: 'matured', filters: r.maturityCapture.filters, sums: ['matured', r.maturityCapture.day30.whole] },
    { what: 'captured', filters: r.maturityCapture.filters, sums: ['captured', r.maturityCapture.day30.part] },
    { what: 'covered', filters: r.coverage.filters, customers: r.coverage.rate.part },
    {
      what: 'uncovered',
      filters: r.coverage.uncoveredFilters,
      customers: Number(r.coverage.rate.whole) - Number(r.coverage.rate.part),
    },
    { what: 'not for marketing', ...r.notForMarketing },
  ]
}

it('refuses NOT_READY before the first publication', async () => {
  expect(await reportOutlet(databases.app, scopes.bank, 4)).toBe('NOT_READY')
})

describe('a published bank', () => {
  beforeAll(() => publishBank(databases))

  it.each([
    ['an outlet', scopes.outlet4, 4],
    ['an outlet of another', scopes.branch, 5],
    ['a sub-branch', scopes.branch, 2],
    ['the bank', scopes.bank, 1],
    ['a portfolio', scopes.manager14, 4],
  ] as const)('%s: every number opens exactly its list', async (_what, scope, institutionId) => {
    const opened = openedBy(await report(scope, institutionId))
    for (const { what, filters, customers, sums } of opened) {
      const list = await listed(scope, institutionId, filters, sums?.[0] ?? 'aum')
      const promised = { what, total: customers === undefined ? list.total : Number(customers), sum: sums ? (sums[1] ?? '0') : list.sum }
      expect({ what, ...list }).toEqual(promised)
    }
    expect(opened.filter(({ customers, sums }) => Number(customers ?? 0) > 0 || Number(sums?.[1] ?? 0) > 0).length).toBeGreaterThan(20)
  })

  it('has numbers in every place for the whole bank, so that the test above has something to compare', async () => {
    const empty = openedBy(await report(scopes.bank, 1)).filter(({ customers, sums }) => !Number(customers ?? 1) || !Number(sums?.[1] ?? 1))
    expect(empty.map(({ what }) => what)).toEqual([])
  })

  it('divides once and rounds half up', async () => {
    const { pyramid, contactability, crossSell, coverage } = await report(scopes.bank, 1)
    expect(pyramid.map(({ customers, shareBp }) => [customers, shareBp])).toEqual([
      [9, 3000],
      [9, 3000],
      [6, 2000],
      [6, 2000],
    ])
    for (const { rate } of [contactability, crossSell, coverage]) {
      expect(rate.bp).toBe(Math.floor((Number(rate.part) / Number(rate.whole)) * 10_000 + 0.5))
    }
  })

  it('compares with the published date before', async () => {
    const { customers, previousDate, aum } = await report(scopes.bank, 1)
    expect([previousDate, customers]).toMatchObject(['2026-11-19', { now: 30, previous: 29, opened: 1 }])
    expect(BigInt(aum.previousFen ?? 0)).toBeLessThan(BigInt(aum.nowFen))
    expect(await report(scopes.manager14, 4)).toMatchObject({ previousDate: '2026-11-19', customers: { now: 4, previous: 3, opened: 1 } })
  })

  it('judges payroll by the month whose thirty days have passed', async () => {
    const { kept } = await report(scopes.bank, 1)
    expect(kept[0]).toMatchObject({ kind: 'payroll', monthEnd: '2026-09-30', customers: 3, credits: 6, creditFen: '300033' })
    expect(kept[0]?.kept30d).toEqual({ part: '60000', whole: '300033', bp: 2000 })
    expect(kept[0]?.kept30dAum).toEqual({ part: '0', whole: '300033', bp: null })
    expect(kept[1]).toMatchObject({ kind: 'pension', customers: 3, running: { monthEnd: '2026-11-30', customers: 3 } })
  })

  it('gives the outlets side by side above an outlet, and the curves', async () => {
    const above = await report(scopes.branch, 2)
    expect(above.outlets.map(({ institutionId, customers, clusterRole }) => [institutionId, customers, clusterRole])).toEqual([
      [4, 10, 'core'],
      [5, 10, 'satellite'],
    ])
    expect(above.aumCurve.map(({ date }) => date)).toEqual(['2026-10-31', '2026-11-20'])
    expect(above.aumCurve.at(-1)?.aumFen).toBe(above.aum.nowFen)
    expect(above.flowCurve).toEqual([
      { month: '2026-10-31', inflowFen: '200', outflowFen: null },
      { month: '2026-11-20', inflowFen: '200', outflowFen: null },
    ])
    expect((await report(scopes.outlet4, 4)).outlets).toEqual([])
  })

  it('gives a relationship manager the own portfolio, with its own curve and nothing of the outlet', async () => {
    const own = await report(scopes.manager14, 4)
    expect(own).toMatchObject({ outlets: [], flowCurve: [], customers: { now: 4 } })
    expect(own.aumCurve.map(({ date }) => date)).toEqual(['2026-08-31', '2026-09-30', '2026-10-31', '2026-11-20'])
    expect(own.aumCurve.at(-1)?.aumFen).toBe(own.aum.nowFen)
  })

  it('answers an institution outside the scope like an unknown one, and nobody who only looks up', async () => {
    expect(await reportOutlet(databases.app, scopes.outlet4, 5)).toBe('NOT_FOUND')
    expect(await reportOutlet(databases.app, scopes.outlet4, 2)).toBe('NOT_FOUND')
    expect(await reportOutlet(databases.app, scopes.outlet4, 999)).toBe('NOT_FOUND')
    expect(await reportOutlet(databases.app, scopes.teller, 6)).toBe('FORBIDDEN')
  })
})
