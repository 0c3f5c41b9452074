import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { modelsFolder } from '../../../../night/run/models.ts'
import { publish, type Published } from '../../../../night/run/publish/publish.ts'
import { FewAtOnce } from '../../../platform/few-at-once.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { upsertInstitutionsAndStaff } from '../../organisation/index.ts'
import type { StepRecord } from '../contract.ts'
import { saveComputed } from '../night.sql.ts'
import { oneNight } from '../one-night.ts'
import { publishSteps, tell } from '../publish-computed.ts'
import { recordNight } from '../record-night.ts'
import type { CellAddress } from './cell-list.ts'
import { checkExtent, ExtentError } from './extent.ts'
import { sayExtent } from './extent.sql.ts'
import { CellRefusal, readCell } from './read-cell.sql.ts'
import { takeTotals, type Answer, type Taken } from './take-totals.rules.ts'
import { cellFreshness, saveCells, standingTotals, totalTables, type CellFreshness } from './totals.sql.ts'
import { writeTotals } from './write-totals.ts'

export interface CollectRequest {
  cells: readonly CellAddress[]
  /** where the totals are put together before they are published */
  runsDir: string
  now: Date
  onProgress?: ((steps: readonly StepRecord[]) => void) | undefined
}

export interface Collected {
  /** the newest of the cells' */
  businessDate: string
  cells: CellFreshness[]
  /** branches that brought nothing this time */
  missing: string[]
  published: Published
}

const atOnce = 8

/**
 * Reads the outlet totals in force of every cell and publishes them together as the head office's own: rows of outlets, no customer. All of a cell or nothing of it; a
 * cell that cannot be reached, or whose rows must not be counted, keeps those of before and is named. Readers see the state before or the one after.
 * @throws {ExtentError} when the database holds customers, or no cell ever brought anything; {BusyError} when another night is published
 */
export const collectTotals = (databases: Pick<Databases, 'owner' | 'ownerPool'>, request: CollectRequest): Promise<Collected> =>
  oneNight(databases, async () => {
    await checkExtent(databases.owner, { kind: 'totals' })
    const few = new FewAtOnce(atOnce)
    const answers = await Promise.all(request.cells.map((cell) => few.run(() => ask(cell))))
    const before = await standingTotals(databases.owner)
    const taken = takeTotals(answers, before?.cells ?? [])
    const dates = [...taken.read.map(({ businessDate }) => businessDate), ...(before ? [before.businessDate] : [])].sort()
    const businessDate = dates.at(-1)
    if (businessDate === undefined) {
      const why = [...taken.problems].map(([branch, problem]) => `${branch} ${problem}`).join('；')
      throw new ExtentError(`没有一个分行库交来网点汇总：${why}。`)
    }
    const published = await bringIn(databases, request, taken, businessDate)
    return { businessDate, published, cells: await cellFreshness(databases.owner), missing: [...taken.problems.keys()] }
  })

async function ask(cell: CellAddress): Promise<Answer> {
  try {
    return { branch: cell.branch, totals: await readCell(cell) }
  } catch (error) {
    return { branch: cell.branch, problem: error instanceof CellRefusal ? error.message : `连不上或读不了（${codeOf(error)}）` }
  }
}

/** What the connection or PostgreSQL calls it; never its message, which tells of hosts and logins. */
const codeOf = (error: unknown): string =>
  (error instanceof AggregateError ? codeOf(error.errors[0]) : (error as { code?: string }).code) ?? '超时'

async function bringIn(
  { owner, ownerPool }: Pick<Databases, 'owner' | 'ownerPool'>,
  { runsDir, now, onProgress }: CollectRequest,
  taken: Taken,
  businessDate: string,
): Promise<Published> {
  // which rows there are, beside what they say: the same once more changes nothing
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([businessDate, taken.standing]))
    .digest('hex')
    .slice(0, 16)
  const newest = [...taken.read].sort((a, b) => (a.businessDate < b.businessDate ? -1 : 1)).at(-1)
  const dataAsOf = newest?.dataAsOf ?? businessDate
  mkdirSync(runsDir, { recursive: true })
  const runDir = mkdtempSync(join(runsDir, '.totals-'))
  let published: Published | undefined
  try {
    await recordNight(owner, { businessDate, steps: publishSteps, onProgress }, async (running) => {
      await writeTotals(owner, join(runDir, 'marts'), taken.standing, businessDate)
      const { nightId, list, changed } = running
      published = await publish({
        ownerPool,
        runDir,
        modelsDir: modelsFolder,
        only: totalTables,
        businessDate,
        dataAsOf,
        nightId,
        fingerprint,
        inSwap: async (client) => {
          await sayExtent(client, { kind: 'totals' })
          if (newest) await upsertInstitutionsAndStaff(client, newest.institutions, [], businessDate)
          await saveCells(client, taken, now)
        },
        onProgress: (progress) => tell(progress, list, changed),
      })
      for (const step of list.steps) if (step.state === 'waiting') list.finish(step.step, null, 0)
      changed()
      await saveComputed(owner, nightId, { dataAsOf, fingerprint, customers: null, checks: [] })
      return { nightId, outcome: 'published', businessDate, dataAsOf, customers: null, steps: list.steps, checks: [], published }
    })
    if (!published) throw new Error('a recorded publish gave no result')
    if (published.unchanged) await noteCells(ownerPool, taken, now)
    return published
  } finally {
    rmSync(runDir, { recursive: true, force: true })
  }
}

/** The rows are the same, but that they were asked for, and who did not answer, is news. */
async function noteCells(ownerPool: Databases['ownerPool'], taken: Taken, now: Date): Promise<void> {
  const client = await ownerPool.connect()
  try {
    await client.query('begin')
    await saveCells(client, taken, now)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
