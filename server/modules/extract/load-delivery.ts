import { loadDelivery as takeIn, type LoadProgress, type LoadRequest, type LoadResult } from '../../../night/extract/load.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { exclusively } from './exclusive.ts'
import { saveLatest } from './latest.ts'
import { beginLoad, endLoad, failAbandonedLoads, failLoad, saveLoadProgress } from './load.sql.ts'

export type { LoadProgress, LoadRequest, LoadResult }

const busy = '另一个装载正在进行，请等它结束后再试。'
const abandoned = '装载中途被中断，数据湖没有变化。请重新装载。'

/**
 * Takes a delivery into the lake and records it for the screens while it runs: progress, tables, and the places where the bank's files were
 * found wanting. A refusal is a result; the lake and the published night stay as they were.
 * @throws {BusyError} when another load runs; Error when the machine fails (recorded as `failed`)
 */
export async function loadDelivery(
  { owner, ownerPool }: Pick<Databases, 'owner' | 'ownerPool'>,
  request: LoadRequest,
): Promise<LoadResult & { loadId: number }> {
  return exclusively(ownerPool, 'liuke load', busy, async () => {
    await failAbandonedLoads(owner, abandoned)
    const loadId = await beginLoad(owner, request.mapping, request.businessDate ?? null)
    const progress = saveLatest((state: LoadProgress) => saveLoadProgress(owner, loadId, state))
    const onProgress = (state: LoadProgress) => {
      progress.put(state)
      request.onProgress?.(state)
    }
    try {
      const result = await takeIn({ ...request, onProgress })
      await progress.settled()
      await endLoad(owner, loadId, result)
      return { ...result, loadId }
    } catch (error) {
      await failLoad(owner, loadId, error instanceof Error ? error.message : String(error))
      throw error
    }
  })
}
