import type { TableFile } from '../night/engines/table-file.ts'
import { LearnRefusal } from './refusal.ts'

/** Keys must be there and, with the time column, once. Throws LearnRefusal. */
export async function checkKeys(file: TableFile, key: string, time?: string): Promise<void> {
  const seen = new Map<string, number>()
  let row = 0
  const names = time === undefined ? [key] : [key, time]
  for await (const part of file.read(names, names)) {
    const [keys, times] = part.columns.map((column) => ('words' in column ? column.words : []))
    for (let at = 0; at < part.rows; at++) {
      row += 1
      const word = keys?.[at]
      if (word === null || word === undefined) throw new LearnRefusal({ code: 'key_missing', column: key, row })
      const whole = time === undefined ? word : `${word} ${times?.[at] ?? ''}`
      const before = seen.get(whole)
      if (before !== undefined) throw new LearnRefusal({ code: 'duplicate_key', column: key, key: word, rows: [before, row] })
      seen.set(whole, row)
    }
  }
}
