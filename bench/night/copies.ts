/** How far the keys of a bank go: copy i of a row has each of its keys `i ×` that further on, so that no two copies share one. */
export interface KeySpans {
  institution: number
  staff: number
  employer: number
  customer: number
  account: number
  /** the institution above all others: it is not copied, all copies hang below the one */
  root: { id: number; code: string }
}

const shifted: Record<string, keyof Omit<KeySpans, 'root'>> = {
  customer_id: 'customer',
  account_id: 'account',
  employer_id: 'employer',
  staff_id: 'staff',
  manager_id: 'staff',
}
/** Of the institution above all others there is one. */
const ofInstitutions = new Set(['institution_id', 'parent_id'])
const codesOfInstitutions = new Set(['institution_code', 'parent_code'])
/** The bank's own codes, and names that stand for who pays: a night finds payers by their name. */
const prefixed = new Set([
  'customer_no',
  'account_no',
  'staff_no',
  'manager_staff_no',
  'employer_code',
  'cluster_code',
  'transaction_no',
  'term_no',
  'complaint_no',
  'contact_no',
  'counterparty_name',
  'payer_name',
])
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** Which of the copies a row is of: the engine counts the files it reads, and the source is read once for each. */
const copy = 'cast(file_index as bigint)'
/** A code or name of copy i begins with i, so that the copies of sorted rows are sorted too. */
const prefixedOf = (own: string) => `case when ${copy} = 0 then ${own} else ${copy} || '~' || ${own} end`

function valueIn(column: string, spans: KeySpans, named: boolean): string {
  const own = `"${column}"`
  const table = shifted[column]
  if (table) return `${own} + ${copy} * ${spans[table]}`
  if (ofInstitutions.has(column)) return `case when ${own} = ${spans.root.id} then ${own} else ${own} + ${copy} * ${spans.institution} end`
  if (codesOfInstitutions.has(column)) return `case when ${own} = ${text(spans.root.code)} then ${own} else ${prefixedOf(own)} end`
  return prefixed.has(column) || (named && column === 'name') ? prefixedOf(own) : own
}

/** A Parquet file once for each copy, in order. */
const readTimes = (file: string, times: number) => `read_parquet([${Array.from({ length: times }, () => text(file)).join(', ')}])`

/**
 * `times` copies of a file's rows one after another, each sorted as the source is; the first is the rows as they are. `types` are the file's columns in order.
 * `table` is the lake's table, or undefined for what a night has derived; rows for which `where` does not hold are left out.
 */
export function copiesOf(
  file: string,
  types: Record<string, string>,
  table: string | undefined,
  times: number,
  spans: KeySpans,
  where = 'true',
): string {
  const columns = Object.entries(types).map(
    ([column, type]) => `cast(${valueIn(column, spans, table === 'employer')} as ${type}) as "${column}"`,
  )
  const once = table === 'institution' ? `(${copy} = 0 or institution_id <> ${spans.root.id})` : 'true'
  return `select ${columns.join(', ')} from ${readTimes(file, times)} where ${once} and ${where}`
}

/** The same of a registry `(code, id)`. */
export function copiesOfKeys(file: string, table: keyof Omit<KeySpans, 'root'>, times: number, spans: KeySpans): string {
  const type = table === 'customer' || table === 'account' ? 'bigint' : 'integer'
  const once = table === 'institution' ? `(${copy} = 0 or id <> ${spans.root.id})` : 'true'
  return `select ${prefixedOf('code')} as code, cast(id + ${copy} * ${spans[table]} as ${type}) as id from ${readTimes(file, times)} where ${once}`
}
