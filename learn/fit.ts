import { assemble, rowsByBin, type Shapes } from './assemble.ts'
import type { Bag } from './bag.ts'
import { fitBags, sharedBytes } from './bags.ts'
import { binColumn, binCount, joinBins, placeBins, type Bins } from './binning.ts'
import { calibrationLine, type Line } from './calibrate.ts'
import type { AdditiveModel } from './model.ts'
import { Screening } from './screen.ts'
import { standardSettings, type FitSettings } from './settings.ts'
import { shareColumn } from './share.ts'
import type { Column, NumberColumn, Table } from './table.ts'
import { toModel, type FeatureSource } from './to-model.ts'

export type Direction = -1 | 0 | 1

export interface FitTask {
  /** features only; their names are the model's */
  table: Table
  /** 1 positive, 0 not */
  label: Uint8Array
  named: AdditiveModel['label']
  /** +1/−1: more of the column never lowers/raises the chance; such columns enter neither shares nor pairs */
  directions?: ReadonlyMap<string, Direction>
  seed: number
  settings?: FitSettings
  /** worker threads; all cores when absent. The model does not depend on it */
  workers?: number
}

export interface Fitted {
  model: AdditiveModel
  /** log-odds were straightened by this line, as it helped on rows held back */
  calibrated: Line | undefined
  /** rounds of boosting each bag stopped at */
  rounds: number[]
}

/**
 * Fits an additive model: cut points at quantiles, screening for shares and pairs on a sample, boosting of small trees in bags that each
 * hold another part of the rows back to know when to stop, mean of the bags, points. Same task, same model.
 */
export async function fitModel(task: FitTask): Promise<Fitted> {
  const { table, label, seed, settings = standardSettings } = task
  const given = table.columns.map(({ name }) => task.directions?.get(name) ?? 0)
  const screening = new Screening(
    table,
    label,
    given.map((direction) => direction === 0),
    settings.screen,
    seed,
  )
  const shares = screening.shares().map(([a, b]) => [table.columns[a] as NumberColumn, table.columns[b] as NumberColumn] as const)
  const pairs = screening.pairs()
  const columns: Column[] = [...table.columns, ...shares.map(([a, b]) => shareColumn(shareName(a.name, b.name), a, b))]
  const directions = columns.map((_, at) => given[at] ?? 0)
  const bins: Bins[] = columns.map((column) => placeBins(column, label, settings.bins - 2))
  const fine = columns.map((column, at) => binColumn(column, bins[at] as Bins, sharedBytes(table.rows)))
  const fineSizes = bins.map(binCount)
  const joints = fine.map((of, at) => joinBins(rowsByBin(of, fineSizes[at] ?? 0), settings.pairBins))
  const coarseSizes = joints.map((joint) => Math.max(...joint) + 1)
  const input = { label, fine, fineSizes, joints, coarseSizes, pairs, directions, parts: settings.parts, seed, settings: settings.boost }
  const bags = await fitBags(input, settings.bags, task.workers)
  const grid = { pairs, bins, fine, joints, coarseSizes }
  const shapes = assemble(bags, grid)
  const calibrated = straighten(shapes, bags, label)
  const sources = columns.map((column, at): FeatureSource => {
    const share = shares[at - table.columns.length]
    return { name: column.name, ...(share ? { of: [share[0].name, share[1].name] } : {}), ...(isTime(column) ? { isTime: true } : {}) }
  })
  return { model: toModel(shapes, grid, sources, task.named), calibrated, rounds: bags.map(({ rounds }) => rounds) }
}

/** `a ÷ (a + b)` in words a bank reads. */
const shareName = (a: string, b: string): string => `${a} 占 ${a}+${b}`
const isTime = (column: Column): boolean => column.kind === 'number' && column.isTime === true

function straighten(shapes: Shapes, bags: readonly Bag[], label: Uint8Array): Line | undefined {
  const held = bags.flatMap(({ heldRows }) => Array.from(heldRows))
  const scores = new Float64Array(held.length)
  let from = 0
  for (const { heldScores } of bags) {
    scores.set(heldScores, from)
    from += heldScores.length
  }
  const line = calibrationLine(
    Uint8Array.from(held, (row) => label[row] ?? 0),
    scores,
  )
  if (!line) return undefined
  shapes.base = shapes.base * line.slope + line.offset
  for (const shape of [...shapes.lines, ...shapes.planes])
    for (let at = 0; at < shape.length; at++) shape[at] = (shape[at] as number) * line.slope
  return line
}
