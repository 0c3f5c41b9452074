import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { once } from 'node:events'
import { simulateBank } from '../../simulate/index.ts'
import { createNightWork } from '../../server/commands/night-work.ts'
import { prepareDatabase } from '../../server/commands/prepare-database.ts'
import { composeServer } from '../../server/main.ts'
import { createFirstUsers, type IssuedUser } from '../../server/modules/organisation/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { addDays, expectedDataDate } from '../../server/platform/calendar.ts'
import { openHome, projectDir } from '../../server/platform/home.ts'
import { listenFrom } from '../../server/platform/http/listen.ts'
import { createProgress } from '../../server/platform/terminal/progress.ts'

const quiet = { write: () => undefined }

const day = 86_400_000

/**
 * Three outlets with two nights, served twice: today, and three days later when the next delivery is overdue. Dates follow the machine's clock,
 * as the browser drops cookies by it.
 */
export interface SmallBank {
  url: string
  /** the newest business date */
  businessDate: string
  lateUrl: string
  /** folder of the built screens */
  screens: string
  users: IssuedUser[]
  close: () => Promise<void>
}

/** Builds the screens as a bank gets them; in a process of its own, as the tests' own NODE_ENV would get into them. */
async function build(outDir: string): Promise<string> {
  const vite = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(
    process.execPath,
    [vite, 'build', join(projectDir, 'web'), '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const said: string[] = []
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the screens do not build: ${said.join('')}`)
  return outDir
}

export async function openSmallBank(folder: string, databases: Databases, customersPerOutlet: number): Promise<SmallBank> {
  const newest = expectedDataDate(new Date())
  const businessDates = [addDays(newest, -1), newest]
  const home = openHome({ LIUKE_HOME: folder })
  const work = createNightWork({ home, databases, progress: createProgress(quiet) })
  const makeNights = async (): Promise<void> => {
    await prepareDatabase(databases)
    await simulateBank({ out: home.incoming, outlets: 3, customersPerOutlet, seed: 7, businessDates })
    for (const businessDate of businessDates) {
      await work.load({ from: join(home.incoming, businessDate), mapping: 'canonical', businessDate })
      await work.night(businessDate)
    }
  }
  const [screens] = await Promise.all([build(join(folder, 'screens')), makeNights()])
  const users = await createFirstUsers(databases.owner, true, () => undefined)
  const troubles: unknown[] = []
  const serve = async (daysLater: number) => {
    const now = () => new Date(Date.now() + daysLater * day)
    const server = await composeServer({
      databases,
      screens: { folder: screens, progress: [] },
      report: (_id, error) => troubles.push(error),
      now,
      // of two clocks on one bank only one may run its jobs
      background: daysLater === 0,
    })
    return { server, url: `http://127.0.0.1:${await listenFrom(server, '127.0.0.1', 0)}` }
  }
  const [onTime, late] = [await serve(0), await serve(3)]
  const close = async (): Promise<void> => {
    await onTime.server.close()
    await late.server.close()
    if (troubles.length > 0) throw new Error(`the server met the unexpected: ${troubles.map(String).join('; ')}`)
  }
  return { url: onTime.url, businessDate: newest, lateUrl: late.url, screens, users, close }
}
