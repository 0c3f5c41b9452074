import { join } from 'node:path'
import { seedPolicies } from '../modules/policy/index.ts'
import { migrate } from '../platform/database/migrate.ts'
import { migrationFiles } from '../platform/database/migration-files.ts'
import type { Databases } from '../platform/database/pools.ts'
import { projectDir } from '../platform/home.ts'
import { prepareJobs } from '../platform/jobs/prepare-jobs.ts'

/** The server's folder, where the migrations are. */
export const serverDir = join(projectDir, 'server')
const policyPack = join(projectDir, 'server/modules/policy/packs/cn')

/** Brings the database up to this version of the program: tables, the queue of jobs and the default policies. Safe to repeat, and for several at once. */
export async function prepareDatabase(databases: Databases): Promise<void> {
  await migrate(databases.ownerPool, migrationFiles(serverDir))
  await prepareJobs(databases.ownerPool)
  await seedPolicies(databases.owner, policyPack)
}
