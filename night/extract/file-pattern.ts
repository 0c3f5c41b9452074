/** Puts a business date into a file name: `{yyyymmdd}` `{yyyy}` `{mm}` `{dd}` `{quarter}`. */
export const fill = (pattern: string, date: string): string => {
  const [yyyy = '', mm = '', dd = ''] = date.split('-')
  const values: Record<string, string> = { yyyymmdd: yyyy + mm + dd, yyyy, mm, dd, quarter: String(Math.ceil(Number(mm) / 3)) }
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}
