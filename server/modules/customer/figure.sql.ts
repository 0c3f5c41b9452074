import { sql, type RawBuilder } from 'kysely'
import type { MaskedView } from '../privacy/index.ts'
import type { Filter, ListInput } from './contract.ts'
import { figures, type Figure, type FigureKey } from './figures.ts'

export type Alias = Figure['of']
export const figureOf = (key: FigureKey): Figure => figures[key]
export const columnOf = (key: FigureKey): RawBuilder<unknown> => sql.ref(`${figures[key].of}.${figures[key].column}`)

const types = {
  money: sql`bigint`,
  count: sql`integer`,
  rate: sql`integer`,
  date: sql`date`,
  flag: sql`boolean`,
  code: sql`text`,
  text: sql`text`,
  person: sql`integer`,
  institution: sql`integer`,
}
const comparisons = { at_least: sql`>=`, at_most: sql`<=`, above: sql`>`, below: sql`<` }

/** A filter as a condition. An unknown value meets none but `is_empty`. An institution stands for all below it. */
export function filterCondition({ figure, op, values }: Filter): RawBuilder<boolean> {
  const column = columnOf(figure)
  const type = types[figures[figure].kind]
  switch (op) {
    case 'is_empty':
      return sql`${column} is null`
    case 'not_empty':
      return sql`${column} is not null`
    case 'in':
      return figures[figure].kind === 'institution' ? below(column, values) : sql`${column} = any (${values}::${type}[])`
    default:
      return sql`${column} ${comparisons[op]} ${values[0]}::${type}`
  }
}

const below = (column: RawBuilder<unknown>, values: readonly string[]) => sql<boolean>`${column} in (
  select child.id from organisation.institution child join organisation.institution node on starts_with(child.path, node.path)
  where node.id = any (${values}::integer[]))`

/** The order of a list: unknown values last whichever way it runs, codes in their own order, names by pinyin, hidden amounts by band, ties by customer. */
export function orderOf({ figure, direction }: ListInput['sort'], view: MaskedView): RawBuilder<unknown> {
  const way = direction === 'ascending' ? sql`asc nulls last` : sql`desc nulls last`
  return sql`${sql.join(orderTerms(figure, view).map((term) => sql`${term} ${way}`))}, s.customer_id`
}

/** The number of an amount's band. */
export const bandOf = (column: RawBuilder<unknown>, lines: readonly bigint[]): RawBuilder<unknown> =>
  sql`width_bucket(${column}, ${lines.map(String)}::bigint[])`

function orderTerms(figure: FigureKey, { hidesAmounts, lines }: MaskedView): RawBuilder<unknown>[] {
  const { kind, values } = figureOf(figure)
  const column = columnOf(figure)
  if (kind === 'money' && hidesAmounts) return [bandOf(column, lines)]
  if (figure === 'name') return [sql`c.name_pinyin collate "C"`, sql`c.name collate "C"`]
  if (kind === 'code') return [sql`array_position(${values ?? []}::text[], ${column})`]
  if (kind === 'institution') return [sql`(select i.code collate "C" from organisation.institution i where i.id = ${column})`]
  if (kind === 'person') return [sql`(select st.staff_no collate "C" from organisation.staff st where st.id = ${column})`]
  return [kind === 'text' ? sql`${column} collate "C"` : column]
}
