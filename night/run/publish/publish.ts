import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { readContents } from '../../engines/contents.ts'
import { publishedModels } from './declarations.ts'
import { allSettled, fill } from './fill.ts'
import { partColumn, portionOf, watchTables, type Portion } from './parts.ts'
import { keptDates } from './retention.ts'
import { clearLeftovers, retire } from './retire.ts'
import { openSlots } from './slots.ts'
import { newStaging, indexStatements, qualified, type Staging } from './staging.ts'
import { swap, type Swapped } from './swap.ts'
import { readTarget, type Target } from './target.ts'

export interface PublishOptions {
  /** pool of the role that owns the published tables */
  ownerPool: pg.Pool
  /** the night's folder, with `marts/<model>.parquet` */
  runDir: string
  /** night/models */
  modelsDir: string
  /** 'YYYY-MM-DD', of the night and of the newest data in it */
  businessDate: string
  dataAsOf: string
  /** id in extract.night */
  nightId: number
  /** what the night was computed from; publishing the same again changes nothing */
  fingerprint: string
  /** the outlets whose rows go out (a cell's); all when absent. Rows that belong to no outlet always do */
  outlets?: ReadonlySet<number>
  /** only these models; every published one when absent */
  only?: readonly string[]
  /** what must change together with the night; runs in the swap's transaction; `current` tells whether the date becomes the one in force */
  inSwap?: (client: pg.ClientBase, current: boolean) => Promise<void>
  onProgress?: (progress: PublishProgress) => void
}

/** `copy` counts rows, `index` indexes, `swap` and `retire` are one each. */
export interface PublishProgress {
  step: 'copy' | 'index' | 'swap' | 'retire'
  done: number
  total: number
}

export interface Published extends Swapped {
  /** true when this very night was in force already */
  unchanged: boolean
  /** `rows` of the mart that are in force now; `written`: those of outlets that were not in force already, so had to be brought */
  tables: { table: string; rows: number; written: number }[]
  /** partitions that retention let go */
  dropped: string[]
}

/** 'publish' in ASCII: one publish at a time in a database. */
const lockKey = '31652345961280360'
/** Up to this many rows in all, threads cost more than they bring. */
const smallNight = 150_000

/**
 * Brings a night's marts into PostgreSQL, all at once: new partitions are filled and indexed beside the ones in force, then one transaction
 * attaches them, runs `inSwap` and moves `extract.publication`. Readers wait for nothing and never see half a night. Of a date that was
 * published before, outlets that say the same are left alone, and of the others only the rows that differ are exchanged. Killed at any
 * moment, the next call completes. An older business date than the newest published becomes current to nobody, and only the tables whose
 * retention keeps it are filled. Throws when a mart is missing or does not fit its table; then nothing has changed.
 */
export async function publish(options: PublishOptions): Promise<Published> {
  const { ownerPool, businessDate } = options
  if (!/^\d{4}-\d{2}-\d{2}$/.test(businessDate)) throw new Error(`业务日期 ${businessDate} 应为 YYYY-MM-DD`)
  const client = await ownerPool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => (broken = error) // the statement that runs fails by itself; without a listener the process would end
  client.on('error', onError)
  try {
    await lock(client)
    const { only } = options
    const models = publishedModels(options.modelsDir).filter(({ model }) => only?.includes(model) ?? true)
    await clearLeftovers(client, models)
    const targets: Target[] = []
    for (const model of models) targets.push(await readTarget(client, model))
    const kept = targets.filter(({ partitions, model }) => keptDates([...partitions.keys(), businessDate], model.keep).has(businessDate))
    const inForce = await current(client, options, kept)
    if (inForce) return inForce
    await watchTables(client, kept)
    const portions = await compare(client, options, kept)
    const stagings = await stage(options, portions)
    options.onProgress?.({ step: 'swap', done: 0, total: 1 })
    const { inSwap = async () => undefined } = options
    const swapped = await swap(client, { ...options, stagings, portions, inSwap })
    options.onProgress?.({ step: 'swap', done: 1, total: 1 })
    const dropped = [...(await clearLeftovers(client, models)), ...(await retire(client, models))]
    options.onProgress?.({ step: 'retire', done: 1, total: 1 })
    return {
      ...swapped,
      unchanged: false,
      dropped,
      tables: portions.map(({ target, contents }) => ({
        table: tableOf(target),
        rows: contents.reduce((sum, { rows }) => sum + rows, 0),
        written: stagings.find((staging) => staging.target === target)?.rows ?? 0,
      })),
    }
  } finally {
    if (!broken) await client.query('select pg_advisory_unlock_all()')
    client.off('error', onError)
    client.release(broken)
  }
}

const tableOf = ({ model }: Target) => `${model.schema}.${model.table}`

/** Waits a little: the connection of a publish that was killed a moment ago may still be there. */
async function lock(client: pg.PoolClient): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${lockKey}) as locked`)
    if (rows[0]?.locked) return
    await sleep(100)
  }
  throw new Error('另一个发布正在进行，请等它结束后再试。')
}

async function current(client: pg.PoolClient, options: PublishOptions, kept: readonly Target[]): Promise<Published | undefined> {
  const { rows } = await client.query<{ current: boolean }>(
    'select is_current as current from extract.publication where business_date = $1 and fingerprint = $2',
    [options.businessDate, options.fingerprint],
  )
  if (!rows[0] || !kept.every(({ partitions }) => partitions.has(options.businessDate))) return undefined
  return { current: rows[0].current, unchanged: true, changedRows: 0, attempts: 0, dropped: [], tables: [] }
}

/** Looks at what the night's marts hold and at what of it is in force already. */
async function compare(client: pg.PoolClient, options: PublishOptions, targets: readonly Target[]): Promise<Portion[]> {
  const marts = targets.map((target) => ({ target, file: join(options.runDir, 'marts', `${target.model.model}.parquet`) }))
  const contents = await readContents(
    marts.map(({ target, file }) => ({
      file,
      columns: target.wanted,
      by: partColumn(target),
      only: options.outlets && [...options.outlets],
    })),
  )
  const portions: Portion[] = []
  for (const [index, mart] of marts.entries())
    portions.push(await portionOf(client, { ...mart, contents: contents[index] ?? [] }, options.businessDate, options.outlets))
  return portions
}

/** Fills and indexes the new partitions, the large ones first. Nothing of it is visible to readers. */
async function stage(options: PublishOptions, portions: readonly Portion[]): Promise<Staging[]> {
  const stagings = portions.filter(({ settled }) => !settled).map((portion) => newStaging(portion, options.businessDate))
  const cells = (staging: Staging) => staging.rows * staging.target.wanted.length
  stagings.sort((a, b) => cells(b) - cells(a) || (qualified(a) < qualified(b) ? -1 : 1))

  const rows = { step: 'copy' as const, done: 0, total: stagings.reduce((sum, staging) => sum + staging.rows, 0) }
  const indexes = { step: 'index' as const, done: 0, total: stagings.flatMap(indexStatements).length }
  const onRows = (count: number) => options.onProgress?.({ ...rows, done: (rows.done += count) })
  const onIndex = () => options.onProgress?.({ ...indexes, done: (indexes.done += 1) })
  const slots = await openSlots(options.ownerPool, Math.min(4, Math.max(2, availableParallelism())), rows.total > smallNight)
  try {
    await allSettled(stagings.map((staging) => fill(slots, staging, options.businessDate, { onRows, onIndex })))
  } finally {
    await slots.close()
  }
  return stagings
}
