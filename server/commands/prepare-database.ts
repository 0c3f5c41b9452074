import { join } from 'node:path'
import { installPack } from '../modules/policy/index.ts'
import { migrate } from '../platform/database/migrate.ts'
import { migrationFiles } from '../platform/database/migration-files.ts'
import type { Databases } from '../platform/database/pools.ts'
import { projectDir } from '../platform/home.ts'
import { prepareJobs } from '../platform/jobs/prepare-jobs.ts'

/** The server's folder, where the migrations are. */
export const serverDir = join(projectDir, 'server')

/** The regulation pack a person asks for by LIUKE_PACK, and how to tell them that another one is installed. */
export interface AskedPack {
  pack: string | undefined
  tell: (text: string) => void
}

/** Brings the database up to this version of the program: tables, the queue of jobs and the default policies. Safe to repeat, and for several at once. */
export async function prepareDatabase(databases: Databases, asked?: AskedPack): Promise<void> {
  await migrate(databases.ownerPool, migrationFiles(serverDir))
  await prepareJobs(databases.ownerPool)
  const { pack, refused } = await installPack(databases.owner, asked?.pack)
  if (refused !== undefined)
    asked?.tell(`! 已安装的政策包是 ${pack}，LIUKE_PACK=${refused} 没有生效。更换政策包请在“政策”页面提出，经合规复核后生效。`)
}
