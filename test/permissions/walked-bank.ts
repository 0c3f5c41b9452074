import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { composeServer } from '../../server/main.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { testDatabase } from '../support/database.ts'
import { openBank, type Walker } from './bank.ts'

/** The bank of the walk with a server before it; `troubles` are the errors that people were told a number of. */
export interface WalkedBank {
  databases: Databases
  app: FastifyInstance
  walkers: Walker[]
  troubles: unknown[]
  close: () => Promise<void>
}

export async function openWalkedBank(): Promise<WalkedBank> {
  const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
  const troubles: unknown[] = []
  const databases = await testDatabase()
  const walkers = await openBank(databases)
  const app = await composeServer({ databases, screens: { folder, progress: [] }, report: (_id, error) => troubles.push(error) })
  const close = async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  }
  return { databases, app, walkers, troubles, close }
}
