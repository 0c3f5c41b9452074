import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { payrollOfCustomer, payrollMonthsOf } from '../payroll/index.ts'
import { policyAt } from '../policy/index.ts'
import { maturitiesOfCustomer } from '../retention/index.ts'
import type { DossierHead } from './contract.ts'
import { dossierRecord, holdingsOf, type DossierRecord } from './dossier.sql.ts'
import { holdingsOut, knownOf, maturitiesOut, payrollOut, sayLinesOf, tierLinesOf } from './dossier-values.ts'
import { presentFigures } from './figure-values.ts'
import { figureKeys } from './figures.ts'
import { customerRecords } from './list.sql.ts'
import { maskAddress, maskPhone } from './masking.rules.ts'
import { ageOn, aumCurve } from './month-ends.rules.ts'
import { currentPublication } from './publication.sql.ts'
import type { Refusal } from './refusals.ts'
import { says } from './says.rules.ts'

const largestId = 2n ** 63n - 1n

/** Everything the head of a dossier shows of one customer, of the current night. An unknown customer and one outside the scope are both NOT_FOUND. */
export function openDossier(database: Database, scope: Scope, id: string): Promise<DossierHead | Refusal> {
  const customerId = BigInt(id)
  return withScope(database, scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate } = publication
    const record = customerId > largestId ? undefined : await dossierRecord(trx, businessDate, customerId)
    if (!record) return 'NOT_FOUND'
    const policies = await policyAt(trx, businessDate, publication.version)
    const months = payrollMonthsOf(policies, publication.dataAsOf)
    const [customer] = await customerRecords(trx, [customerId], { businessDate, months, columns: figureKeys })
    if (!customer) return 'NOT_FOUND'
    const monthEnds = aumCurve(businessDate, record.aum_month_ends, customer.figures[figureKeys.indexOf('aum')] ?? null)
    return {
      businessDate,
      customerId: customerId.toString(),
      ...masterData(businessDate, record),
      figures: presentFigures(figureKeys, customer.figures),
      aumCurve: monthEnds.map(({ date, aumFen }) => ({ date, aumFen: aumFen === null ? null : String(aumFen) })),
      holdings: holdingsOut(await holdingsOf(trx, businessDate, customerId)),
      payroll: payrollOut(await payrollOfCustomer(trx, businessDate, customerId)),
      maturities: maturitiesOut(await maturitiesOfCustomer(trx, businessDate, customerId)),
      says: says(knownOf(businessDate, figureKeys, customer, record.status), sayLinesOf(policies)),
      tierLines: tierLinesOf(policies).map(({ tier, fromFen }) => ({ tier, fromFen: fromFen.toString() })),
    }
  })
}

function masterData(businessDate: string, record: DossierRecord) {
  return {
    customerNo: record.customer_no,
    name: record.name,
    gender: record.gender,
    birthDate: record.birth_date,
    age: ageOn(businessDate, record.birth_date),
    phoneMasked: maskPhone(record.phone),
    addressMasked: maskAddress(record.address),
    openedOn: record.opened_on,
    riskTolerance: record.risk_tolerance,
    riskAssessedOn: record.risk_assessed_on,
    status: record.status,
    notForMarketing: record.not_for_marketing,
    institution: { id: record.institution_id, name: record.institution_name },
    manager: record.manager_id !== null && record.manager_name !== null ? { id: record.manager_id, name: record.manager_name } : null,
  }
}
