import { driftOf, modelFileSchema, type Drift, type TableFile } from '../../../../learn/index.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { approvedModel } from '../model.sql.ts'
import { insertWatch, isWatchedSince } from './model-watch.sql.ts'

interface ModelLook {
  /** the customers of a night, by the columns models read */
  table: TableFile
  businessDate: string
  label?: { column: string; positive?: string }
}

/**
 * Looks how far a night's customers have moved from those the model in force learned from, and how it did on labels, and keeps it. Undefined: no model is in
 * force on that date. `owner` is the owner's handle; without `now` the look is of the database's clock. Throws LearnRefusal.
 */
export async function watchModel(
  owner: Database,
  { table, businessDate, label }: ModelLook,
  now?: Date,
): Promise<{ version: number; drift: Drift } | undefined> {
  const found = await approvedModel(owner, businessDate)
  if (!found) return undefined
  const drift = await driftOf(table, modelFileSchema.parse(found.content), label)
  await insertWatch(owner, found.version, { businessDate, watchedAt: now, content: drift })
  return { version: found.version, drift }
}

/**
 * Whether a night ought to look at the model in force: it has not been looked at since the newest month end up to the business date, so once a month, on the month end or
 * the first night after it, and on a version's first night.
 */
export async function watchIsDue(owner: Database, businessDate: string): Promise<boolean> {
  const found = await approvedModel(owner, businessDate)
  return found !== undefined && !(await isWatchedSince(owner, found.version, businessDate))
}
