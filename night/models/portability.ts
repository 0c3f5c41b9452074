import type { SyntaxNode } from '../engines/parse-sql.ts'
import { preludeFunctions } from '../engines/prelude.ts'

/** Functions and operators that DuckDB and Spark both have with the same meaning, and those both preludes define. No division: money is divided by div_floor alone. */
const allowedFunctions = new Set<string>([
  '+',
  '-',
  '*',
  '&',
  'sum',
  'min',
  'max',
  'count',
  'count_star',
  'bit_or',
  'bit_count',
  'greatest',
  'least',
  'day',
  'last_day',
  'row_number',
  ...preludeFunctions,
])
const allowedClasses = new Set([
  'COLUMN_REF',
  'CONSTANT',
  'FUNCTION',
  'CAST',
  'COMPARISON',
  'CONJUNCTION',
  'OPERATOR',
  'CASE',
  'WINDOW',
  'STAR',
])
const allowedCasts = new Set(['BIGINT', 'INTEGER', 'DATE', 'BOOLEAN'])
const allowedOperators = new Set([
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_NOT',
  'OPERATOR_COALESCE',
  'COMPARE_IN',
  'COMPARE_NOT_IN',
  'OPERATOR_CAST',
])
const allowedTables = new Set(['BASE_TABLE', 'JOIN', 'EMPTY'])
const allowedJoins = new Set(['INNER', 'LEFT'])

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What one node does that not both engines understand alike. */
function violationsOf(node: SyntaxNode): string[] {
  const found: string[] = []
  const kind = text(node.class)
  if (kind && !allowedClasses.has(kind)) found.push(`${kind} expression`)
  if (kind === 'FUNCTION' || kind === 'WINDOW') {
    const name = text(node.function_name)
    if (!allowedFunctions.has(name)) found.push(`function ${name}`)
    if (node.filter) found.push(`filter clause of ${name}`)
  }
  if (kind === 'CAST') {
    const type = isNode(node.cast_type) ? text(node.cast_type.id) : ''
    if (!allowedCasts.has(type)) found.push(`cast to ${type}`)
    if (node.try_cast) found.push('try_cast')
  }
  if (kind === 'OPERATOR' && !allowedOperators.has(text(node.type))) found.push(text(node.type))
  if (
    kind === 'STAR' &&
    (list(node.exclude_list).length + list(node.replace_list).length + list(node.rename_list).length > 0 || node.columns)
  )
    found.push('star with exclude, replace or columns')
  if (node.qualify) found.push('qualify')
  if (node.sample) found.push('sample')
  if (list(node.group_sets).length > 1) found.push('grouping sets')
  if (node.null_order === 'ORDER_DEFAULT') found.push('order by without nulls first or last')
  const table = isNode(node.from_table) ? node.from_table : undefined
  for (const each of [
    table,
    isNode(node.left) && 'join_type' in node ? node.left : undefined,
    isNode(node.right) && 'join_type' in node ? node.right : undefined,
  ]) {
    if (each && !allowedTables.has(text(each.type))) found.push(`${text(each.type)} in from`)
  }
  if ('join_type' in node && !allowedJoins.has(text(node.join_type))) found.push(`${text(node.join_type)} join`)
  if ('join_type' in node && !['REGULAR', 'CROSS'].includes(text(node.ref_type))) found.push(`${text(node.ref_type)} join`)
  if ('join_type' in node && list(node.using_columns).length > 0) found.push('join using')
  return found
}

function walk(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit)
  else if (isNode(value)) {
    visit(value)
    for (const each of Object.values(value)) walk(each, visit)
  }
}

function tablesOf(value: unknown): string[] {
  const tables: string[] = []
  walk(value, (node) => {
    if (node.type === 'BASE_TABLE') tables.push(text(node.table_name))
  })
  return tables
}

/** A model reads other relations only in its import steps, each of one relation alone, which come first; the last select neither groups nor drops duplicates. */
function conventionsOf(tree: SyntaxNode): string[] {
  const steps = list(isNode(tree.cte_map) ? tree.cte_map.map : []).filter(isNode)
  const names = new Set(steps.map((step) => text(step.key)))
  const found: string[] = []
  let importsOver = false
  for (const step of steps) {
    const body = isNode(step.value) && isNode(step.value.query) ? step.value.query.node : undefined
    const read = tablesOf(body)
    const outside = read.filter((table) => !names.has(table))
    if (outside.length === 0) importsOver = true
    else if (read.length > 1) found.push(`step ${text(step.key)} reads ${outside.join(', ')} and more: import it first`)
    else if (importsOver) found.push(`import ${text(step.key)} after other steps`)
    else if (isNode(body) && (list(body.group_expressions).length > 0 || list(body.modifiers).length > 0))
      found.push(`import ${text(step.key)} does more than choose rows and columns`)
  }
  const last = { ...tree, cte_map: null }
  const direct = tablesOf(last).filter((table) => !names.has(table))
  if (direct.length > 0) found.push(`the last select reads ${direct.join(', ')} without an import`)
  walk(last, (node) => {
    if (list(node.group_expressions).length > 0) found.push('the last select groups')
    if (list(node.modifiers).some((modifier) => isNode(modifier) && modifier.type === 'DISTINCT_MODIFIER'))
      found.push('the last select drops duplicates')
  })
  return found
}

/**
 * What keeps a model from running on DuckDB and Spark alike, and what breaks the form of models (README.md); empty when nothing does.
 * @param sql the model's text, @param tree what `parseSql` made of it
 */
export function portabilityProblems(sql: string, tree: SyntaxNode): string[] {
  const found = conventionsOf(tree)
  const bare = sql.replace(/--.*$/gm, '')
  if (bare.includes('::')) found.push('cast by ::')
  walk(tree, (node) => found.push(...violationsOf(node)))
  return [...new Set(found)]
}
