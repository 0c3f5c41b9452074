import { lakeStateAt } from '../../../../night/extract/lake.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { takePolicies } from '../../policy/index.ts'
import type { StepRecord } from '../contract.ts'
import { readGiven } from '../given.ts'
import { saveComputed } from '../night.sql.ts'
import { oneNight } from '../one-night.ts'
import { publishComputed, publishSteps } from '../publish-computed.ts'
import { recordNight, type NightOutcome } from '../record-night.ts'
import { customersOf } from './extent.sql.ts'
import { checkExtent, ExtentError } from './extent.ts'
import { finishedRun, type FinishedRun } from './finished-run.ts'

export interface BranchRequest {
  /** of the head office, shared by all cells */
  lakeDir: string
  runsDir: string
  /** code of the institution whose customers, and those of all below it, this database is for */
  branch: string
  /** the database was another branch's so far */
  changeBranch?: boolean | undefined
  /** 'YYYY-MM-DD'; the newest that was computed when left out */
  businessDate?: string | undefined
  onProgress?: ((steps: readonly StepRecord[]) => void) | undefined
}

/**
 * Publishes a branch's part of a night that head office has computed into this database, the branch's own ("cell"). Nothing is computed here, and the policies that the
 * night was computed by are taken over first, so that the screens say what the figures were made of.
 * @throws {ExtentError} when there is no such night, the branch is unknown, the database is for something else, or holds policies that head office does not have;
 *   {BusyError} when another night runs
 */
export const publishBranch = (databases: Pick<Databases, 'owner' | 'ownerPool'>, request: BranchRequest): Promise<NightOutcome> =>
  oneNight(databases, async () => {
    const { owner } = databases
    await checkExtent(owner, { kind: 'branch', code: request.branch }, request.changeBranch)
    const run = finishedRun(request.runsDir, request.businessDate)
    await samePolicies(databases, run)
    const about = { businessDate: run.businessDate, steps: publishSteps, onProgress: request.onProgress }
    return recordNight(owner, about, (running) => publishRun(databases, request, run, running))
  })

async function samePolicies({ owner }: Pick<Databases, 'owner'>, { runDir, businessDate }: FinishedRun): Promise<void> {
  const given = readGiven(runDir)
  if (!given) throw new ExtentError(`业务日期 ${businessDate} 的计算结果没有附带政策。请在总行重新运行 liuke night --compute-only。`)
  const own = await takePolicies(owner, given.policies)
  if (own.length > 0)
    throw new ExtentError(
      `本库有 ${own.length} 条总行没有的政策：${own.slice(0, 3).join('、')}${own.length > 3 ? ' 等' : ''}。分行库的政策只能随总行下发；请在总行提出同样的变更后重新计算。`,
    )
}

async function publishRun(
  { owner, ownerPool }: Pick<Databases, 'owner' | 'ownerPool'>,
  { lakeDir, branch }: BranchRequest,
  { runDir, businessDate, dataAsOf, fingerprint, checks: all }: FinishedRun,
  running: Parameters<Parameters<typeof recordNight>[2]>[0],
): Promise<NightOutcome> {
  const { nightId, list } = running
  const lake = lakeStateAt(lakeDir, businessDate)
  if (!lake) throw new Error(`截至 ${businessDate} 数据湖中没有任何数据：数据湖与计算结果不属于同一个总行。请检查 LIUKE_HOME。`)
  // rows that a check names may be of any branch's customers
  const checks = all.map((check) => ({ ...check, sample: [] }))
  await saveComputed(owner, nightId, { dataAsOf, fingerprint, customers: null, checks })
  const night = { runDir, businessDate, dataAsOf, nightId, fingerprint, lake, extent: { kind: 'branch', code: branch } as const }
  const published = await publishComputed(ownerPool, night, running)
  const customers = await customersOf(owner, businessDate)
  await saveComputed(owner, nightId, { dataAsOf, fingerprint, customers, checks })
  return { nightId, businessDate, dataAsOf, outcome: 'published', customers, checks, steps: list.steps, published }
}
