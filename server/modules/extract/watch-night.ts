import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openTable } from '../../../learn/index.ts'
import { writeFeatureFile } from '../../../night/run/feature-file.ts'
import type { Database } from '../../platform/database/pools.ts'
import { watchIsDue, watchModel } from '../retention/index.ts'

/**
 * The drift report of the model in force, once a month and on a version's first night (M12): how far the customers of a finished night have moved from those it learned
 * from. Costs a look at one table while none is due or no model is in force. What is written for it holds customers, lies beside the runs and is removed.
 */
export async function watchNight(owner: Database, night: { runsDir: string; runDir: string; businessDate: string }): Promise<void> {
  const { runsDir, runDir, businessDate } = night
  if (!(await watchIsDue(owner, businessDate))) return
  const folder = mkdtempSync(join(runsDir, '.watch-'))
  try {
    const file = join(folder, 'features.parquet')
    await writeFeatureFile(runDir, file)
    const table = await openTable(file)
    try {
      await watchModel(owner, { table, businessDate })
    } finally {
      table.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
