import type { Database } from '../../../platform/database/pools.ts'
import { extentOf, hasPublished, type Extent } from './extent.sql.ts'

/** The database is for something else. The message is for people. */
export class ExtentError extends Error {}

const words = (extent: Extent): string =>
  extent.kind === 'bank' ? '全行数据' : extent.kind === 'totals' ? '各分行库的网点汇总（总行库）' : `机构 ${extent.code} 的数据`
const same = (one: Extent, other: Extent) => words(one) === words(other)
const next: Record<Extent['kind'], (extent: Extent) => string> = {
  bank: () => '请运行 liuke night。',
  branch: (extent) =>
    `请运行 liuke publish --branch ${extent.kind === 'branch' ? extent.code : ''}；分行库要改为发布别的机构时加 --change-branch（docs/scale.md）。`,
  totals: () => '请运行 liuke totals collect；计算用 liuke night --compute-only。',
}

/**
 * Throws {@link ExtentError} when the database is for something else than what is going to be published. With `change` a cell may become that of another branch, as it
 * does when a branch is divided; nothing else changes what a database is for.
 */
export async function checkExtent(database: Database, wanted: Extent, change = false): Promise<void> {
  const said = await extentOf(database)
  const extent = said ?? ((await hasPublished(database)) ? { kind: 'bank' as const } : undefined)
  if (!extent || same(extent, wanted)) return
  if (change && wanted.kind === 'branch' && extent.kind !== 'totals') return
  throw new ExtentError(`这个数据库发布的是${words(extent)}，不能再发布${words(wanted)}。${next[extent.kind](extent)}`)
}
