import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { startEmbedded } from '../../server/platform/database/embedded.ts'
import { migrate } from '../../server/platform/database/migrate.ts'
import { migrationFiles } from '../../server/platform/database/migration-files.ts'
import { projectDir } from '../../server/platform/home.ts'
import { prepareJobs } from '../../server/platform/jobs/prepare-jobs.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** socket folder and user of the run's PostgreSQL */
    postgres: { host: string; user: string }
  }
}

/** Name of the migrated database that `testDatabase()` clones. */
export const templateName = 'liuke_template'

/**
 * One PostgreSQL for the whole run, with one migrated template. It dies with the run even when that is killed; what a killed run left on disk
 * the next one clears away.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  clearLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
  const server = await startEmbedded(folder, { durable: false })
  const { host, user } = server.connection
  const admin = new pg.Client({ ...server.connection })
  await admin.connect()
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const template = new pg.Pool({ host, user, database: templateName })
  await migrate(template, migrationFiles(join(projectDir, 'server')))
  await prepareJobs(template)
  await template.end()
  project.provide('postgres', { host, user })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(host, { recursive: true, force: true })
  }
}

function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^liuke-test-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
