import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { TableFile } from '../../../night/engines/table-file.ts'
import { attritionFeatures, featureKeys, writeFeatureFile } from '../../../night/run/feature-file.ts'
import { joinLabel, openTable } from '../../../learn/index.ts'
import { CommandEnd, exitCodes, type CommandContext } from '../command-context.ts'

/** A table to learn from, and what is known of it. */
export interface GivenTable {
  file: TableFile
  /** as the card says it */
  name: string
  key?: string
  /** columns that are no features */
  without: readonly string[]
  sourceOf: (column: string) => readonly string[]
  close: () => void
}

export interface NightWish {
  /** 'YYYY-MM-DD' */
  night: string
  /** path of the labels, their customer number and label columns */
  labels: string
  labelKey: string
  label: string
}

/** The customers of a finished night with the labels of a file. What is written for it holds customers, lies in the data folder and is removed on `close`. */
export async function openNightTable(context: CommandContext, { night, ...labels }: NightWish): Promise<GivenTable> {
  const { file, close } = await openNight(context, night, labels)
  const features = attritionFeatures()
  const without = featureKeys.filter((column) => column !== 'customer_no')
  return { file, name: `夜间 ${night}`, key: 'customer_no', without, sourceOf: (column) => features.get(column) ?? [], close }
}

/** The customers of a finished night, with the labels of a file where one is given. As above, what is written is removed on `close`. */
export async function openNight(
  context: CommandContext,
  night: string,
  labels: Omit<NightWish, 'night'> | undefined,
): Promise<{ file: TableFile; close: () => void }> {
  const { runs } = context.home()
  const runDir = finishedRun(join(runs, night))
  if (runDir === undefined)
    throw new CommandEnd(exitCodes.refused, `没有业务日期 ${night} 的夜间结果。请先运行 liuke night --date ${night}，或改 --night。`)
  mkdirSync(runs, { recursive: true })
  const folder = mkdtempSync(join(runs, '.learn-'))
  const open: TableFile[] = []
  const close = () => {
    for (const file of open) file.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const parquet = join(folder, 'features.parquet')
    await writeFeatureFile(runDir, parquet)
    const table = await openTable(parquet)
    open.push(table)
    if (!labels) return { file: table, close }
    const given = await openTable(labels.labels, [labels.labelKey])
    open.push(given)
    return { file: await joinLabel(table, 'customer_no', { file: given, key: labels.labelKey, label: labels.label }), close }
  } catch (error) {
    close()
    throw error
  }
}

/** The newest run of a date whose checks passed. */
function finishedRun(dateDir: string): string | undefined {
  if (!existsSync(dateDir)) return undefined
  return readdirSync(dateDir)
    .filter((name) => !name.startsWith('.') && existsSync(join(dateDir, name, 'run.json')))
    .map((name) => join(dateDir, name))
    .filter((run) => (JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { outcome: string }).outcome === 'ready')
    .toSorted((one, other) => statSync(join(other, 'run.json')).mtimeMs - statSync(join(one, 'run.json')).mtimeMs)[0]
}
