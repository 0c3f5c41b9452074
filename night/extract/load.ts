import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Duckdb } from '../engines/duckdb.ts'
import { fingerprintOf, readCatalog } from './catalog.ts'
import type { Catalog, DeliveryEntry } from './catalog.ts'
import { isDate } from './dates.ts'
import type { Delivery } from './delivery.ts'
import { lockLake } from './lock.ts'
import type { LoadProgress } from './progress.ts'
import { Problems } from './problems.ts'
import type { Problem } from './problems.ts'
import { writeReport } from './report.ts'
import { readDelivery } from './read-delivery.ts'
import { scanDelivery } from './scan-delivery.ts'
import { stagingDir, sweep } from './swap.ts'
import { takeIn } from './take-in.ts'
import type { TableTotal } from './checks/totals.ts'

export type { LoadProgress }

export interface LoadRequest {
  lakeDir: string
  reportsDir: string
  /** the delivery's folder */
  from: string
  /** 'canonical' or a folder of night/mappings */
  mapping: string
  /** 'YYYY-MM-DD'; a canonical delivery tells its own */
  businessDate?: string | undefined
  onProgress?: (progress: LoadProgress) => void
  /** default '6GB' */
  memoryLimit?: string | undefined
  threads?: number | undefined
  /** folder of the mappings; the project's own when absent */
  mappingsDir?: string | undefined
}

export interface LoadResult {
  outcome: 'loaded' | 'unchanged' | 'refused'
  businessDate: string
  mapping: string
  /** of all tables in the lake's delivery */
  rows: number
  tables: TableTotal[]
  /** the first thousand */
  problems: Problem[]
  problemCount: number
  reportFile?: string
}

/** Changes whenever the lake's files would be written differently from the same content. */
const lakeFormat = 1

/**
 * Takes a delivery into the lake (DOMAIN §1): staged, validated, swapped; all or nothing, and repeatable after being killed at any moment.
 * What the bank got wrong is a refusal with a report, not an exception.
 * @throws {LakeBusyError} when another load holds the lake; Error for an unknown mapping or a machine that fails
 */
export async function loadDelivery(request: LoadRequest): Promise<LoadResult> {
  if (request.businessDate !== undefined && !isDate(request.businessDate))
    throw new Error(`业务日期 ${request.businessDate} 不是日期。写成 2019-09-30 这样。`)
  const release = await lockLake(request.lakeDir)
  try {
    const catalog = readCatalog(request.lakeDir)
    sweep(request.lakeDir, catalog)
    return await load(request, catalog)
  } finally {
    release()
  }
}

async function load(request: LoadRequest, catalog: Catalog): Promise<LoadResult> {
  const { lakeDir, from, mapping, mappingsDir, businessDate, onProgress = () => {} } = request
  const problems = new Problems()
  const stageDir = stagingDir(lakeDir)
  mkdirSync(stageDir, { recursive: true })
  try {
    const delivery = readDelivery({ from, mapping, businessDate, catalog, problems, ...(mappingsDir ? { mappingsDir } : {}) })
    if (!delivery) return refuse(request, businessDate, problems)
    const files = await scanDelivery(delivery, stageDir, problems, onProgress)
    const fingerprint = fingerprintOf([
      lakeFormat,
      delivery.businessDate,
      mapping,
      delivery.bridge?.fingerprint ?? delivery.covers,
      delivery.tables,
      files.map((file) => [file.source, file.name, file.scan.sha256]),
    ])
    const inForce = catalog.deliveries.find((entry) => entry.businessDate === delivery.businessDate)
    if (problems.total === 0 && inForce?.fingerprint === fingerprint) return resultOf('unchanged', inForce)
    if (problems.total > 0) return refuse(request, delivery.businessDate, problems)
    const duckdb = await openStage(request, stageDir)
    try {
      const entry = await takeIn({ duckdb, lakeDir, stageDir, delivery, files, fingerprint, catalog, problems, onProgress })
      return entry ? resultOf('loaded', entry) : refuse(request, delivery.businessDate, problems)
    } finally {
      duckdb.close()
    }
  } finally {
    sweep(lakeDir, readCatalog(lakeDir))
  }
}

const openStage = ({ memoryLimit = '6GB', threads }: LoadRequest, stageDir: string): Promise<Duckdb> =>
  openDuckdb({ memoryLimit, tempDirectory: join(stageDir, 'spill'), ...(threads ? { threads } : {}) })

function resultOf(outcome: 'loaded' | 'unchanged', entry: DeliveryEntry): LoadResult {
  const tables = Object.entries(entry.tables).map(([table, { rows, controlSum }]) => ({
    table: table as TableTotal['table'],
    rows,
    controlSum,
  }))
  return {
    outcome,
    businessDate: entry.businessDate,
    mapping: entry.mapping,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    tables,
    problems: [],
    problemCount: 0,
  }
}

function refuse(
  { reportsDir, from, mapping }: LoadRequest,
  businessDate: Delivery['businessDate'] | undefined,
  problems: Problems,
): LoadResult {
  const date = businessDate ?? '未知日期'
  const reportFile = writeReport(reportsDir, { businessDate: date, mapping, from, problems })
  return {
    outcome: 'refused',
    businessDate: date,
    mapping,
    rows: 0,
    tables: [],
    problems: problems.listed,
    problemCount: problems.total,
    reportFile,
  }
}
