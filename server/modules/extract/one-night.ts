import type { Databases } from '../../platform/database/pools.ts'
import { BusyError, exclusively } from './exclusive.ts'
import { runningNight } from './night.sql.ts'

/** Runs `work` while no other night runs or is published in this database. Throws {@link BusyError} that names the other. */
export async function oneNight<T>(databases: Pick<Databases, 'owner' | 'ownerPool'>, work: () => Promise<T>): Promise<T> {
  try {
    return await exclusively(databases.ownerPool, 'liuke night', 'busy', work)
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
    const other = await runningNight(databases.owner)
    const which = other
      ? `（业务日期 ${other.businessDate}，开始于 ${other.startedAt.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}）`
      : ''
    throw new BusyError(`另一个夜间批量正在运行${which}，请等它结束后再试。`, { cause: error })
  }
}
