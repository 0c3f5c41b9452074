/** How a bank's file is written. */
export interface Layout {
  format: 'csv' | 'parquet'
  /** one to four bytes, e.g. ',', '|+|', '\x01' */
  delimiter: string
  /** every line ends with one more delimiter */
  trailing: boolean
  /** null: quotes are ordinary characters */
  quote: string | null
  header: boolean
  /** column names in file order when there is no header; else the ones that must be there */
  columns: string[] | undefined
  encoding: 'utf-8' | 'gb18030'
}

export const canonicalLayout = (encoding: Layout['encoding'], file: string): Layout => ({
  format: file.endsWith('.parquet') ? 'parquet' : 'csv',
  delimiter: ',',
  trailing: false,
  quote: '"',
  header: true,
  columns: undefined,
  encoding,
})

/** Splits one line of text into its fields; quotes as in RFC 4180. */
export function splitFields(line: string, delimiter: string, quote: string | null): string[] {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (quote !== null && line.startsWith(quote, at)) {
      let end = line.indexOf(quote, at + 1)
      while (end >= 0 && line.startsWith(quote, end + 1)) end = line.indexOf(quote, end + 2)
      if (end < 0) return [...fields, line.slice(at + 1)]
      fields.push(line.slice(at + 1, end).replaceAll(quote + quote, quote))
      at = line.indexOf(delimiter, end)
    } else {
      const end = line.indexOf(delimiter, at)
      fields.push(end < 0 ? line.slice(at) : line.slice(at, end))
      at = end
    }
    if (at < 0) return fields
    at += delimiter.length
  }
}
