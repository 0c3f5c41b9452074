import type { ColumnTypes, ModelType } from '../engines/engine.ts'
import { canonicalTable, tableNames } from '../extract/canonical.ts'
import type { TableName } from '../extract/canonical.ts'
import type { MovementTable } from '../extract/lake.ts'

/** Liuke's own columns of the lake's tables (docs/architecture.md). */
const ownColumns: Record<TableName, ColumnTypes> = {
  institution: { institution_id: 'integer', parent_id: 'integer' },
  staff: { staff_id: 'integer', institution_id: 'integer' },
  employer: { employer_id: 'integer' },
  product: {},
  customer: { customer_id: 'bigint', institution_id: 'integer', manager_id: 'integer', name_pinyin: 'text', name_initials: 'text' },
  account: { account_id: 'bigint', customer_id: 'bigint' },
  holding_balance: { account_id: 'bigint', customer_id: 'bigint', product_code: 'text', category: 'text', counts_as_aum: 'boolean' },
  transaction: { account_id: 'bigint', customer_id: 'bigint', counts_as_aum: 'boolean', employer_id: 'integer' },
  term: { account_id: 'bigint', customer_id: 'bigint', product_code: 'text' },
  complaint: { customer_id: 'bigint' },
  contact: { customer_id: 'bigint' },
}
const modelType = (type: string): ModelType => (type === 'code' ? 'text' : (type as ModelType))

/** The columns models may read of a lake table, which they see as relation `lake_<table>`; the night leaves what a row lacks null. */
export function lakeColumns(table: TableName): ColumnTypes {
  const canonicalColumns = Object.entries(canonicalTable(table).columns).map(([column, { type }]) => [column, modelType(type)] as const)
  return { ...Object.fromEntries(canonicalColumns), ...ownColumns[table] }
}

/** Every relation a model may read beside other models. */
export const lakeRelations: Record<string, ColumnTypes> = Object.fromEntries(
  tableNames.map((table) => [`lake_${table}`, lakeColumns(table)]),
)

/** How the lake's movements are sorted. */
export const lakeSortKeys: Record<MovementTable, string[]> = {
  holding_balance: ['customer_id', 'account_id', 'business_date'],
  transaction: ['customer_id', 'account_id', 'business_date', 'sequence'],
  contact: ['customer_id', 'contact_no'],
}
