import type { Database } from '../../platform/database/pools.ts'
import { addDays } from '../../platform/calendar.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import { Kept } from '../../platform/kept.ts'
import { aumCurve, currentPublication, type Publication, type Refusal } from '../customer/index.ts'
import { subtreeOf, visibleInstitutions } from '../organisation/index.ts'
import { payrollMonthsOf, payrollTotals } from '../payroll/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { captureTotals } from '../retention/index.ts'
import { cellsOf } from './cells.sql.ts'
import type { OutletReport } from './contract.ts'
import { monthPoints } from './curves.sql.ts'
import { keptParts } from './kept.rules.ts'
import { portfolioMonthEnds, portfolioTotals, type Portfolio } from './portfolio.sql.ts'
import { mayReadReports } from './report.policy.ts'
import { fenText, rateOf, reportParts } from './report.rules.ts'
import { noTotals, type Totals } from './totals.ts'
import { outletRows, outletTotals } from './totals.sql.ts'

interface Figures {
  now: Totals | undefined
  previous: Totals | undefined
  aumCurve: OutletReport['aumCurve']
  flowCurve: OutletReport['flowCurve']
  outlets: OutletReport['outlets']
}

/** What is a function of the night, the policies and the scope alone; how fresh the cells are is not. */
type NightReport = Omit<OutletReport, 'cells'>
/** Some hundred of them. */
const reports = new Kept<NightReport>(8 * 1024 * 1024, (report) => 2 * JSON.stringify(report).length)

/**
 * The state of an institution on the current night: the sums of the outlets at and below it, or, for a person who sees only the own portfolio, the
 * sums of that portfolio. Refuses NOT_FOUND for an institution outside the scope.
 */
export function reportOutlet(database: Database, scope: Scope, institutionId: number): Promise<OutletReport | Refusal> {
  if (!mayReadReports(scope.role)) return Promise.resolve('FORBIDDEN')
  if (!scope.institutions.includes(institutionId)) return Promise.resolve('NOT_FOUND')
  return withScope(database, scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const key = JSON.stringify([publication.version, scope.institutions, scope.managerId, institutionId])
    const report = await reports.get(key, () => makeReport(trx, scope, publication, institutionId))
    return { ...report, cells: await cellsOf(trx, institutionId) }
  })
}

async function makeReport(trx: Scoped, scope: Scope, publication: Publication, institutionId: number): Promise<NightReport> {
  const { businessDate, dataAsOf, previousDate, version } = publication
  const [institution] = await visibleInstitutions(trx, { ...scope, institutions: [institutionId] }, businessDate)
  if (!institution) throw new Error(`institution ${institutionId} of a scope is not in organisation.institution`)
  const { id, name, level } = institution
  const institutions = await subtreeOf(trx, scope, id)
  const policies = await policyAt(trx, businessDate, version)
  const {
    now = noTotals,
    previous,
    ...curves
  } = scope.managerId === null
    ? await outletFigures(trx, publication, institutions, level !== 'outlet')
    : await portfolioFigures(trx, publication, { managerId: scope.managerId, institutions }, policies)
  const months = payrollMonthsOf(policies, dataAsOf)
  const payroll = (monthEnd: string) => payrollTotals(trx, { businessDate, institutions, monthEnd })
  return {
    businessDate,
    dataAsOf,
    previousDate: previousDate ?? null,
    institution: { id, name, level },
    ...reportParts(now, previous, policies, dataAsOf),
    ...curves,
    kept: keptParts(months, await payroll(months.judged), await payroll(months.running)),
  }
}

async function outletFigures(
  trx: Scoped,
  publication: Publication,
  institutions: readonly number[],
  withOutlets: boolean,
): Promise<Figures> {
  const { businessDate, previousDate } = publication
  const points = await monthPoints(trx, businessDate, institutions)
  const known = points.slice(
    Math.max(
      0,
      points.findIndex(({ aumFen }) => aumFen !== null),
    ),
  )
  return {
    now: await outletTotals(trx, businessDate, institutions),
    previous: previousDate === undefined ? undefined : await outletTotals(trx, previousDate, institutions),
    aumCurve: known.map(({ monthEnd, aumFen }) => ({ date: monthEnd, aumFen: fenText(aumFen) })),
    flowCurve: points.map(({ monthEnd, inflowFen, outflowFen }) => ({
      month: monthEnd,
      inflowFen: fenText(inflowFen),
      outflowFen: fenText(outflowFen),
    })),
    outlets: withOutlets ? (await outletRows(trx, businessDate, institutions)).map(outletOut) : [],
  }
}

function outletOut(row: Awaited<ReturnType<typeof outletRows>>[number]): OutletReport['outlets'][number] {
  const net = row.inflow_30d_fen === null || row.outflow_30d_fen === null ? null : row.inflow_30d_fen - row.outflow_30d_fen
  return {
    institutionId: row.institution_id,
    name: row.name,
    clusterRole: row.cluster_role,
    customers: Number(row.customers),
    aumFen: row.aum_fen.toString(),
    net30dFen: fenText(net),
    leakage: rateOf(row.leakage_outflow_fen, row.leakage_inflow_fen),
    crossSell: rateOf(row.category_count, row.category_holders),
    contactability: rateOf(row.contactable_customers, row.counted_customers),
    maturing30dFen: row.maturing_30d_fen.toString(),
  }
}

async function portfolioFigures(trx: Scoped, publication: Publication, portfolio: Portfolio, policies: Policies): Promise<Figures> {
  const { businessDate, dataAsOf, previousDate } = publication
  const to = addDays(dataAsOf, -policies.whole('maturity.long_horizon_days'))
  const from = addDays(to, -policies.whole('maturity.capture_window_days'))
  const captured = await captureTotals(trx, { businessDate, institutions: portfolio.institutions, from, to })
  const totals = async (date: string): Promise<Totals | undefined> => {
    const found = await portfolioTotals(trx, date, dataAsOf, portfolio)
    return found && { ...found, captured_3d_fen: captured.captured3dFen, captured_7d_fen: captured.captured7dFen }
  }
  const now = await totals(businessDate)
  const monthEnds = await portfolioMonthEnds(trx, businessDate, portfolio)
  return {
    now,
    previous: previousDate === undefined ? undefined : await totals(previousDate),
    aumCurve: aumCurve(businessDate, monthEnds, now?.aum_fen ?? null).map(({ date, aumFen }) => ({ date, aumFen: fenText(aumFen) })),
    flowCurve: [],
    outlets: [],
  }
}
