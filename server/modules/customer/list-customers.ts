import { availableParallelism } from 'node:os'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { FewAtOnce } from '../../platform/few-at-once.ts'
import { Kept } from '../../platform/kept.ts'
import { subtreeOf } from '../organisation/index.ts'
import type { CustomerRow, Filter, ListInput } from './contract.ts'
import { mayListCustomers } from './customer.policy.ts'
import { presentFigures } from './figure-values.ts'
import { customerRecords, orderedCustomerIds, type CustomerRecord } from './list.sql.ts'
import { idBytes, pageOf } from './ordered-ids.ts'
import { currentPublication } from './publication.sql.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, maskPhone, shownName, tellsBandOnly, type MaskedView } from '../privacy/index.ts'
import { figures } from './figures.ts'
import type { Refusal } from './refusals.ts'
import { payrollMonthsOf } from '../payroll/index.ts'
import { searchTerm } from './search.rules.ts'

export interface CustomerList {
  businessDate: string
  total: number
  rows: CustomerRow[]
}

/** About 60 lists of 60,000 customers, or two of two million. */
const heldBytes = 32 * 1024 * 1024
const lists = new Kept<Buffer>(heldBytes, (ids) => ids.length)
/** New orders are worked out on half of the machine's cores at most: pages of known ones stay quick meanwhile. */
const ordering = new FewAtOnce(Math.max(1, availableParallelism() >> 1))

/**
 * A page of the customers a person may see, of the current night, masked as their role sees them. Refuses NOT_FOUND for an institution outside the
 * scope, BAND_ONLY for a condition that would tell more of an amount than its band. The order of a list is worked
 * out once for a scope and kept; every page is read under row-level security again.
 */
export function listCustomers(database: Database, scope: Scope, input: ListInput): Promise<CustomerList | Refusal | 'BAND_ONLY'> {
  if (!mayListCustomers(scope.role)) return Promise.resolve('FORBIDDEN')
  const { institutionId, filters, sort, columns } = input
  if (institutionId !== undefined && !scope.institutions.includes(institutionId)) return Promise.resolve('NOT_FOUND')
  return withScope(database, scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate, dataAsOf, version } = publication
    const policies = await policyAt(trx, businessDate, version)
    const months = payrollMonthsOf(policies, dataAsOf)
    const view = maskedViewOf(policies, scope.role)
    if (view.hidesAmounts && !filters.every((filter) => tellsNoAmount(filter, view))) return 'BAND_ONLY'
    const search = searchTerm(input.search)
    const key = JSON.stringify([
      version,
      scope.institutions,
      scope.managerId,
      institutionId,
      filters,
      search,
      sort,
      view.hidesNames,
      view.hidesAmounts,
    ])
    const ids = await lists.get(key, async () => {
      const institutions = institutionId === undefined ? undefined : await subtreeOf(trx, scope, institutionId)
      return ordering.run(() => orderedCustomerIds(trx, scope, { businessDate, months, institutions, filters, search, sort, view }))
    })
    const records = await customerRecords(trx, pageOf(ids, input.offset, input.limit), { businessDate, months, columns })
    return { businessDate, total: ids.length / idBytes, rows: records.map((record) => present(record, input, view)) }
  })
}

/** Counting who meets a condition must not find an amount out that is shown as a band. */
const tellsNoAmount = ({ figure, op, values }: Filter, view: MaskedView): boolean =>
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
