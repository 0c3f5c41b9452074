import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { payrollOfCustomer, payrollMonthsOf } from '../payroll/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskAddress, maskedViewOf, maskPhone, shownName, type MaskedView } from '../privacy/index.ts'
import { attritionOfCustomer, maturitiesOfCustomer, reasonsOf } from '../retention/index.ts'
import type { DossierHead } from './contract.ts'
import { dossierRecord, holdingsOf, warnedChance, type DossierRecord } from './dossier.sql.ts'
import { holdingsOut, knownOf, maturitiesOut, payrollOut, saysOut, sayLinesOf, tierLinesOf } from './dossier-values.ts'
import { presentFigures } from './figure-values.ts'
import { figureKeys, type FigureKey } from './figures.ts'
import { customerRecords } from './list.sql.ts'
import { ageOn, aumCurve } from './month-ends.rules.ts'
import { currentPublication } from './publication.sql.ts'
import type { Refusal } from './refusals.ts'
import { says } from './says.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-dossier': true
  }
}

const largestId = 2n ** 63n - 1n

/**
 * Everything the head of a dossier shows of one customer, of the current night, masked as the person's role sees it; the opening is on record in the same transaction (M99). An unknown
 * customer and one outside the scope are both NOT_FOUND, which is on record as well.
 */
export async function openDossier(database: Database, person: Person, id: string): Promise<DossierHead | Refusal> {
  const customerId = BigInt(id)
  const asked = { actor: actorOf(person), action: 'open-dossier', subject: { kind: 'customer', id: customerId.toString() } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const dossier = customerId > largestId ? 'NOT_FOUND' : await readDossier(trx, customerId, person.scope.role)
    if (typeof dossier !== 'string') await recordAudit(trx, { ...asked, institutionId: dossier.institution.id, outcome: 'done' })
    return dossier
  })
  if (outcome === 'NOT_FOUND') await recordRefusal(database, asked)
  return outcome
}

async function readDossier(trx: Scoped, customerId: bigint, role: string): Promise<DossierHead | 'NOT_FOUND' | 'NOT_READY'> {
  const publication = await currentPublication(trx)
  if (!publication) return 'NOT_READY'
  const { businessDate } = publication
  const policies = await policyAt(trx, businessDate, publication.version)
  const months = payrollMonthsOf(policies, publication.dataAsOf)
  const view = maskedViewOf(policies, role)
  const [record, [customer], attrition, holdings, payroll, maturities, warned] = await Promise.all([
    dossierRecord(trx, businessDate, customerId),
    customerRecords(trx, [customerId], { businessDate, months, columns: figureKeys }),
    attritionOfCustomer(trx, businessDate, customerId),
    holdingsOf(trx, businessDate, customerId),
    payrollOfCustomer(trx, businessDate, customerId),
    maturitiesOfCustomer(trx, businessDate, customerId),
    warnedChance(trx, businessDate, customerId),
  ])
  if (!record || !customer) return 'NOT_FOUND'
  const monthEnds = view.hidesAmounts
    ? []
    : aumCurve(businessDate, record.aum_month_ends, customer.figures[figureKeys.indexOf('aum')] ?? null)
  return {
    businessDate,
    customerId: customerId.toString(),
    ...masterData(businessDate, record, view),
    figures: withoutPrompts(presentFigures(figureKeys, customer.figures, view)),
    aumCurve: monthEnds.map(({ date, aumFen }) => ({ date, aumFen: aumFen === null ? null : String(aumFen) })),
    holdings: holdingsOut(holdings, view),
    payroll: payrollOut(payroll, view),
    maturities: maturitiesOut(maturities, view),
    attrition: attrition ? { ...attrition, reasons: reasonsOf(attrition, view.hidesAmounts) } : null,
    warned: attrition ? null : warned,
    says: saysOut(says(knownOf(businessDate, figureKeys, customer, record.status), sayLinesOf(policies)), view),
    tierLines: tierLinesOf(policies).map(({ tier, fromFen }) => ({ tier, fromFen: fromFen.toString() })),
  }
}

/** Figures that prompt to sell or keep; of customers outside the rates (bucket other than counted) they are withheld. M96a. */
const prompts: readonly FigureKey[] = ['next_tier_gap', 'stickiness', 'inconvenient_to_leave']

function withoutPrompts(figures: DossierHead['figures']): DossierHead['figures'] {
  if (figures['bucket'] === 'counted') return figures
  return { ...figures, ...Object.fromEntries(prompts.map((key) => [key, null])) }
}

function masterData(businessDate: string, record: DossierRecord, view: MaskedView) {
  return {
    customerNo: record.customer_no,
    name: shownName(record.name, view),
    nameHidden: view.hidesNames && record.name !== null,
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
