import { availableParallelism } from 'node:os'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import { FewAtOnce } from '../../platform/few-at-once.ts'
import { Kept } from '../../platform/kept.ts'
import { subtreeOf } from '../organisation/index.ts'
import type { CustomerRow, Filter, ListInput } from './contract.ts'
import { mayListCustomers } from './customer.policy.ts'
import { presentFigures } from './figure-values.ts'
import { customerRecords, orderedCustomerIds, type CustomerRecord } from './list.sql.ts'
import { idBytes, pageOf } from './ordered-ids.ts'
import { currentPublication } from './publication.sql.ts'
import { scoringModel } from '../retention/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, maskPhone, shownName, tellsBandOnly, type MaskedView } from '../privacy/index.ts'
import { figures } from './figures.ts'
import type { Refusal } from './refusals.ts'
import { payrollMonthsOf, type PayrollMonths } from '../payroll/index.ts'
import { searchTerm } from './search.rules.ts'

export interface CustomerList {
  businessDate: string
  total: number
  rows: CustomerRow[]
  chanceModel: number | null
}

/** About 60 lists of 60,000 customers, or two of two million. */
const heldBytes = 32 * 1024 * 1024
const lists = new Kept<Buffer>(heldBytes, (ids) => ids.length)
/** New orders are worked out on half of the machine's cores at most: pages of known ones stay quick meanwhile. */
const ordering = new FewAtOnce(Math.max(1, availableParallelism() >> 1))

/** Who is in a list in which order, as of which night, and how whoever asks sees them. */
export interface OrderedList {
  businessDate: string
  dataAsOf: string
  months: PayrollMonths
  view: MaskedView
  /** big-endian int8 after int8 */
  ids: Buffer
}

/** Why somebody cannot have a list at all; undefined = they can. */
export function listRefusal({ role, institutions }: Scope, institutionId: number | undefined): Refusal | undefined {
  if (!mayListCustomers(role)) return 'FORBIDDEN'
  return institutionId !== undefined && !institutions.includes(institutionId) ? 'NOT_FOUND' : undefined
}

/** The order of a list is worked out once for a scope and kept. Refuses BAND_ONLY for a condition that would tell more of an amount than its band. */
export async function orderedList(
  trx: Scoped,
  scope: Scope,
  input: Omit<ListInput, 'offset' | 'limit'>,
): Promise<OrderedList | 'NOT_READY' | 'BAND_ONLY'> {
  const { institutionId, filters, sort } = input
  const publication = await currentPublication(trx)
  if (!publication) return 'NOT_READY'
  const { businessDate, dataAsOf, version } = publication
  const policies = await policyAt(trx, businessDate, version)
  const months = payrollMonthsOf(policies, dataAsOf)
  const view = maskedViewOf(policies, scope.role)
  if (view.hidesAmounts && !filters.every((filter) => tellsNoAmount(filter, view))) return 'BAND_ONLY'
  const search = searchTerm(input.search)
  const seen = [view.hidesNames, view.hidesAmounts]
  const key = JSON.stringify([version, scope.institutions, scope.managerId, institutionId, filters, search, sort, seen])
  const ids = await lists.get(key, async () => {
    const institutions = institutionId === undefined ? undefined : await subtreeOf(trx, scope, institutionId)
    return ordering.run(() => orderedCustomerIds(trx, scope, { businessDate, months, institutions, filters, search, sort, view }))
  })
  return { businessDate, dataAsOf, months, view, ids }
}

/**
 * A page of the customers a person may see, of the current night, masked as their role sees them; read under row-level security again. Refuses NOT_FOUND
 * for an institution outside the scope.
 */
export async function listCustomers(database: Database, scope: Scope, input: ListInput): Promise<CustomerList | Refusal | 'BAND_ONLY'> {
  const refusal = listRefusal(scope, input.institutionId)
  if (refusal) return refusal
  return withScope(database, scope, async (trx) => {
    const list = await orderedList(trx, scope, input)
    if (typeof list === 'string') return list
    const { businessDate, months, view, ids } = list
    const records = await customerRecords(trx, pageOf(ids, input.offset, input.limit), { businessDate, months, columns: input.columns })
    const rows = records.map((record) => present(record, input, view))
    const chanceModel = input.columns.includes('leave_chance') ? await scoringModel(trx, businessDate) : null
    return { businessDate, total: ids.length / idBytes, rows, chanceModel }
  })
}

/** Counting who meets a condition must not find an amount out that is shown as a band. */
export const tellsNoAmount = ({ figure, op, values }: Filter, view: MaskedView): boolean =>
  figures[figure].kind !== 'money' || tellsBandOnly(op, values[0], view)

function present(record: CustomerRecord, { columns }: ListInput, view: MaskedView): CustomerRow {
  return {
    customerId: record.customer_id.toString(),
    customerNo: record.customer_no,
    name: shownName(record.name, view),
    phoneMasked: maskPhone(record.phone),
    institutionName: record.institution_name,
    managerName: record.manager_name,
    figures: presentFigures(columns, record.figures, view),
  }
}
