import type pg from 'pg'
import type { LakeState } from '../../../night/extract/lake.ts'
import { modelsFolder } from '../../../night/run/models.ts'
import { publish, type PublishProgress, type Published } from '../../../night/run/publish/publish.ts'
import { carryOver } from '../handover/index.ts'
import { upsertInstitutionsAndStaff } from '../organisation/index.ts'
import { upsertEmployers } from '../payroll/index.ts'
import { sayExtent, type Extent } from './cells/extent.sql.ts'
import { outletsBelow } from './cells/outlets-below.ts'
import { readLakeKeys } from './lake-keys.ts'
import type { Running } from './record-night.ts'

const stepOf = { copy: 'publish copy', index: 'publish index', swap: 'publish swap', retire: 'publish retire' } as const
/** The steps of a publish as a night shows them, in order. */
export const publishSteps: readonly string[] = Object.values(stepOf)

/** A night whose marts stand in `runDir`, all checks passed. */
export interface NightToPublish {
  runDir: string
  modelsDir?: string | undefined
  businessDate: string
  dataAsOf: string
  nightId: number
  fingerprint: string
  /** where institutions, staff and employers come from */
  lake: LakeState
  /** what of it goes out */
  extent: Extent
}

/** Publishes a computed night and tells its steps. A cell gets the customers of its branch, and the institutions, staff and employers of the whole bank: ids are one everywhere. */
export async function publishComputed(ownerPool: pg.Pool, night: NightToPublish, { list, changed }: Running): Promise<Published> {
  const { businessDate, extent } = night
  const keys = await readLakeKeys(night.lake)
  const published = await publish({
    ownerPool,
    runDir: night.runDir,
    modelsDir: night.modelsDir ?? modelsFolder,
    businessDate,
    dataAsOf: night.dataAsOf,
    nightId: night.nightId,
    fingerprint: extent.kind === 'branch' ? `${night.fingerprint} ${extent.code}` : night.fingerprint,
    ...(extent.kind === 'branch' ? { outlets: outletsBelow(keys.institutions, extent.code) } : {}),
    inSwap: async (client, current) => {
      await sayExtent(client, extent)
      if (!current) return // names of today stay when an older date is published
      await upsertInstitutionsAndStaff(client, keys.institutions, keys.staff, businessDate)
      await upsertEmployers(client, keys.employers)
      await carryOver(client, businessDate)
    },
    onProgress: (progress) => tell(progress, list, changed),
  })
  for (const step of list.steps) if (step.state === 'waiting') list.finish(step.step, null, 0)
  changed()
  return published
}

/** Shows how far a publish is as steps of a night. */
export function tell({ step, done, total }: PublishProgress, list: Running['list'], changed: () => void): void {
  const name = stepOf[step]
  if (list.steps.find((each) => each.step === name)?.state === 'waiting') list.start(name)
  if (done === total) list.finish(name, step === 'copy' ? total : null)
  else if (step === 'copy') list.count(name, done)
  changed()
}
