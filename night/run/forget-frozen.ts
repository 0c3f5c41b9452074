import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, monthStart } from '../extract/dates.ts'
import { frozenFolder } from './frozen.ts'
import type { Frozen } from './frozen.ts'

const namePattern = /^(?<name>.+?)-(?<month>\d{4}-\d{2})(?:-\d{2})?-[0-9a-f]{16}\.parquet$/
const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7)

/**
 * Deletes what no night within reach can ask for: what a newer content of the same month has replaced, and what is older than the oldest month this night has read,
 * but one (the nights before the month turned read one month further back). Of what this night read nothing of at all, all but the running month and the one before.
 * What killed nights left half-written goes too. Call it after a night of the newest delivery has succeeded. Returns the names deleted.
 */
export function forgetFrozen({ lakeDir, used }: Frozen, dataAsOf: string): string[] {
  const folder = frozenFolder(lakeDir)
  const files = existsSync(folder) ? readdirSync(folder).sort() : []
  const oldest = new Map<string, string>()
  const months = new Set<string>()
  for (const file of used) {
    const { name = '', month = '' } = namePattern.exec(file)?.groups ?? {}
    months.add(labelOf(file))
    const known = oldest.get(name)
    if (known === undefined || month < known) oldest.set(name, month)
  }
  const running = monthStart(dataAsOf).slice(0, 7)
  const isForgotten = (file: string): boolean => {
    if (used.has(file)) return false
    const { name = '', month = '' } = namePattern.exec(file)?.groups ?? {}
    return month === '' || months.has(labelOf(file)) || month < monthBefore(oldest.get(name) ?? running)
  }
  const forgotten = files.filter(isForgotten)
  for (const file of forgotten) rmSync(join(folder, file), { recursive: true, force: true })
  return forgotten
}

/** What a file is of, without the hash of its content. */
const labelOf = (file: string): string => file.replace(/-[0-9a-f]{16}\.parquet$/, '')
