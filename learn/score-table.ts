import type { TableFile } from '../night/engines/table-file.ts'
import { chanceOf, type AdditiveModel } from './model.ts'
import { LearnRefusal } from './refusal.ts'
import { createScorer, reasonsKept } from './score.ts'
import { readParts } from './read-table.ts'

/** A scored row: the key as it stands in the table, and the reasons from the strongest. Points are millionths of log-odds. */
export interface ScoredRow {
  key: string | null
  chance: number
  points: number
  reasons: { feature: string; points: number }[]
}

/** Rows scored together: big enough that fixed costs vanish, small enough to stay in the processor's cache. */
const together = 65_536

/** Scores a table of any size part by part; only one part is in memory. Throws LearnRefusal when a column is missing or of another kind. */
export async function* scoreTableFile(file: TableFile, model: AdditiveModel, key: string | undefined): AsyncGenerator<ScoredRow[]> {
  const names = file.columns.map(({ name }) => name)
  const scorer = createScorer(model)
  for (const column of [...(key === undefined ? [] : [key]), ...scorer.columns]) {
    if (!names.includes(column)) throw new LearnRefusal({ code: 'no_such_column', column, columns: names })
  }
  const words = model.features.flatMap((one) => (one.kind === 'category' ? [one.name] : []))
  for (const column of file.columns) {
    if (!scorer.columns.includes(column.name) || words.includes(column.name) || column.kind !== 'text') continue
    const found = await file.notNumbers(column.name, 3)
    if (found.length > 0) throw new LearnRefusal({ code: 'not_numbers', column: column.name, found })
  }
  const wanted = scorer.columns.filter((name) => name !== key)
  for await (const part of readParts(
    file,
    [...(key === undefined ? [] : [key]), ...wanted],
    [...words, ...(key === undefined ? [] : [key])],
    together,
  )) {
    const { points, reasons, reasonPoints } = scorer.score(part)
    const keys = key === undefined ? undefined : part.columns[0]
    yield Array.from({ length: part.rows }, (_, row) => ({
      key: keys?.kind === 'category' ? (keys.levels[keys.codes[row] ?? -1] ?? null) : null,
      points: points[row] ?? 0,
      chance: chanceOf(points[row] ?? 0),
      reasons: Array.from({ length: reasonsKept }, (_, rank) => row * reasonsKept + rank).flatMap((at) => {
        const feature = model.features[reasons[at] ?? -1]
        return feature ? [{ feature: feature.name, points: reasonPoints[at] ?? 0 }] : []
      }),
    }))
  }
}
