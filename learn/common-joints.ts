import type { AdditiveModel, Pair } from './model.ts'

/**
 * Of each feature the joints all its pairs can share: bins are apart when any pair tells them apart. Undefined: the feature is in no pair. So a query looks a
 * feature's joint up once, not once for each pair.
 */
export function commonJoints(model: AdditiveModel): (number[] | undefined)[] {
  return model.features.map(({ points }, feature) => {
    const maps = model.pairs.flatMap(({ of, joints }) => of.flatMap((one, side) => (one === feature ? [joints[side] ?? []] : [])))
    if (maps.length === 0) return undefined
    const numbers = new Map<string, number>()
    return points.map((_, bin) => {
      const told = maps.map((map) => map[bin] ?? 0).join()
      const known = numbers.get(told) ?? numbers.size
      numbers.set(told, known)
      return known
    })
  })
}

/** Half the points of a pair's cells on the grid of both features' common joints, row after row. */
export function sharedCells(
  { of, joints, size, points }: Pair,
  common: readonly (readonly number[] | undefined)[],
): { width: number; halves: number[] } {
  const [rows, columns] = of.map((feature, side) => {
    const bins = common[feature] ?? []
    return Array.from({ length: Math.max(...bins) + 1 }, (_, joint) => joints[side]?.[bins.indexOf(joint)] ?? 0)
  }) as [number[], number[]]
  return { width: columns.length, halves: rows.flatMap((row) => columns.map((column) => (points[row * size[1] + column] ?? 0) / 2)) }
}
