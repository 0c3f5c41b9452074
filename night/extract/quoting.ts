/** A name in SQL. */
export const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
/** A text value in SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
