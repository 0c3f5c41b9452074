import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text as an SQL literal; null as null. */
export const literal = (value: string | number | boolean | null): string =>
  value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

export const list = (values: readonly (string | number)[]): string => `[${values.map(literal).join(', ')}]`

/** `create or replace table` with the given columns ("name type") and rows. */
export function tableOf(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): string {
  const created = `create or replace table ${name} (${columns.join(', ')});`
  return rows.length === 0
    ? created
    : `${created} insert into ${name} values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')};`
}

/** The text of `sql/<name>.sql`, with `$key` replaced by dates given. */
export function sqlFile(name: string, dates: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(join(import.meta.dirname, 'sql', `${name}.sql`), 'utf8')
  return text.replace(/\$(from_date|on_date)/g, (found, key: string) => dates[key] ?? found)
}
