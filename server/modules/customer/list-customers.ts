import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import { subtreeOf } from '../organisation/index.ts'
import type { CustomerRow, ListInput } from './contract.ts'
import { mayListCustomers } from './customer.policy.ts'
import { presentFigures } from './figure-values.ts'
import { customerRecords, orderedCustomerIds, type CustomerRecord, type ListQuery } from './list.sql.ts'
import { maskPhone } from './masking.rules.ts'
import { idBytes, OrderedIds, pageOf } from './ordered-ids.ts'
import { currentPublication, type Publication } from './publication.sql.ts'
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
const lists = new WeakMap<Database, OrderedIds>()

/**
 * A page of the customers a person may see, of the current night. Refuses NOT_FOUND for an institution outside the scope. The order of a list is worked out
 * once for a scope and kept; every page is read under row-level security again.
 */
export function listCustomers(database: Database, scope: Scope, input: ListInput): Promise<CustomerList | Refusal> {
  if (!mayListCustomers(scope.role)) return Promise.resolve('FORBIDDEN')
  return withScope(database, scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const institutions = input.institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, input.institutionId)
    if (institutions.length === 0 && input.institutionId !== undefined) return 'NOT_FOUND'
    const query = await queryOf(trx, publication, institutions, input)
    const ids = await held(database).get(keyOf(publication, scope, query), () => orderedCustomerIds(trx, scope, query))
    const { businessDate, months } = query
    const records = await customerRecords(trx, pageOf(ids, input.offset, input.limit), {
      businessDate,
      months,
      columns: input.columns,
    })
    return { businessDate, total: ids.length / idBytes, rows: records.map((record) => present(record, input)) }
  })
}

function held(database: Database): OrderedIds {
  const found = lists.get(database) ?? new OrderedIds(heldBytes)
  lists.set(database, found)
  return found
}

async function queryOf(trx: Scoped, publication: Publication, institutions: readonly number[], input: ListInput): Promise<ListQuery> {
  const { filters, sort, search } = input
  const { businessDate } = publication
  return { businessDate, months: await payrollMonthsOf(trx, publication), institutions, filters, search: searchTerm(search), sort }
}

const keyOf = ({ version }: Publication, scope: Scope, query: ListQuery) =>
  JSON.stringify([version, scope.institutions, scope.managerId, query])

function present(record: CustomerRecord, { columns }: ListInput): CustomerRow {
  return {
    customerId: record.customer_id.toString(),
    customerNo: record.customer_no,
    name: record.name,
    phoneMasked: maskPhone(record.phone),
    institutionName: record.institution_name,
    managerName: record.manager_name,
    figures: presentFigures(columns, record.figures),
  }
}
