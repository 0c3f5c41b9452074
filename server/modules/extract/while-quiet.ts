import type { Databases } from '../../platform/database/pools.ts'
import { exclusively } from './exclusive.ts'

/**
 * Runs `work` while neither a load nor a night runs nor can begin: the lake and the database belong together for that long.
 * @throws {BusyError} when one is under way
 */
export const whileQuiet = <T>({ ownerPool }: Pick<Databases, 'ownerPool'>, work: () => Promise<T>): Promise<T> =>
  exclusively(ownerPool, 'liuke load', '装载正在进行，请等它结束后再试。', () =>
    exclusively(ownerPool, 'liuke night', '夜间批量正在进行，请等它结束后再试。', work),
  )
