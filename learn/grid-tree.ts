/**
 * Small regression trees on a grid of bins. A grid has `a` × `b` cells (b = 1 for a single feature); `sums` holds gradient and curvature of
 * cell (i, j) at 2·(i·b + j) and 2·(i·b + j) + 1. A tree is an amount for each cell and what it gains (half the drop of the loss × 2).
 */
export interface Split {
  gain: number
  /** cells along the axis that lie below the cut: 1 … size − 1 */
  at: number
}

export interface LeafRules {
  /** added to the curvature of a leaf: pulls small leaves to zero */
  ridge: number
  /** least curvature of a leaf */
  leastCurvature: number
}

/** Fits up to `leaves` leaves along one axis, best cut first. `direction` +1/−1 allows only amounts that rise/fall along the axis from bin 1 on. */
export function fitLine(
  sums: Float64Array,
  size: number,
  leaves: number,
  rules: LeafRules,
  direction: -1 | 0 | 1,
  into: Float64Array,
): number {
  // what is missing has no place on a rising or falling axis: a leaf of its own
  const apart = direction !== 0 && size > 1
  const from = apart ? [0, 1] : [0]
  const to = apart ? [1, size] : [size]
  const cuts = apart ? [{ gain: 0, at: 0 }, bestCut(sums, 1, size, rules, direction)] : [bestCut(sums, 0, size, rules, 0)]
  let gain = 0
  while (from.length < (apart ? 3 : leaves)) {
    let best = 0
    for (let leaf = 1; leaf < cuts.length; leaf++) if ((cuts[leaf]?.gain ?? 0) > (cuts[best]?.gain ?? 0)) best = leaf
    const cut = cuts[best]
    if (!cut || cut.gain <= 0) break
    gain += cut.gain
    const end = to[best] ?? size
    to[best] = cut.at
    from.push(cut.at)
    to.push(end)
    cuts[best] = bestCut(sums, from[best] ?? 0, cut.at, rules, direction)
    cuts.push(bestCut(sums, cut.at, end, rules, direction))
  }
  for (let leaf = 0; leaf < from.length; leaf++) {
    let gradient = 0
    let curvature = rules.ridge
    for (let bin = from[leaf] ?? 0; bin < (to[leaf] ?? 0); bin++) {
      gradient += sums[2 * bin] ?? 0
      curvature += sums[2 * bin + 1] ?? 0
    }
    into.fill(-gradient / curvature, from[leaf], to[leaf])
  }
  return gain
}

function bestCut(sums: Float64Array, from: number, to: number, rules: LeafRules, direction: -1 | 0 | 1): Split {
  let gradient = 0
  let curvature = 0
  for (let bin = from; bin < to; bin++) {
    gradient += sums[2 * bin] as number
    curvature += sums[2 * bin + 1] as number
  }
  const { ridge, leastCurvature } = rules
  const whole = (gradient * gradient) / (curvature + ridge)
  let best = 0
  let at = 0
  let g = 0
  let h = 0
  for (let bin = from; bin + 1 < to; bin++) {
    g += sums[2 * bin] as number
    h += sums[2 * bin + 1] as number
    const rest = curvature - h
    if (h < leastCurvature || rest < leastCurvature) continue
    const low = g / (h + ridge)
    const high = (gradient - g) / (rest + ridge)
    if (direction !== 0 && (low - high) * direction < 0) continue
    const gain = low * g + high * (gradient - g) - whole
    if (gain > best) {
      best = gain
      at = bin + 1
    }
  }
  return { gain: best, at }
}

/** Room for `fitPlane`, used again and again. */
export interface PlaneRoom {
  gradient: Float64Array
  curvature: Float64Array
}
export const planeRoom = (cells: number): PlaneRoom => ({ gradient: new Float64Array(cells), curvature: new Float64Array(cells) })

/**
 * Fits four leaves on a grid: a cut along one axis, and below and above it a cut of its own along the other. All cuts are looked at
 * together, since of an interaction the first cut alone gains nothing.
 */
export function fitPlane(sums: Float64Array, a: number, b: number, rules: LeafRules, room: PlaneRoom, into: Float64Array): number {
  const alongA = bestPlane(sums, a, b, b, 1, rules, room)
  const alongB = bestPlane(sums, b, a, 1, b, rules, room)
  const best = alongA.gain >= alongB.gain ? alongA : alongB
  if (best.gain <= 0) return 0
  const [stepMain, stepOther, main, other] = best === alongA ? [b, 1, a, b] : [1, b, b, a]
  const leaf = (mainFrom: number, mainTo: number, otherFrom: number, otherTo: number) => {
    let gradient = 0
    let curvature = rules.ridge
    for (let i = mainFrom; i < mainTo; i++) {
      for (let j = otherFrom; j < otherTo; j++) {
        const cell = 2 * (i * stepMain + j * stepOther)
        gradient += sums[cell] as number
        curvature += sums[cell + 1] as number
      }
    }
    const amount = -gradient / curvature
    for (let i = mainFrom; i < mainTo; i++) for (let j = otherFrom; j < otherTo; j++) into[i * stepMain + j * stepOther] = amount
  }
  for (const [from, to, cut] of [
    [0, best.at, best.below],
    [best.at, main, best.above],
  ] as const) {
    if (cut > 0) leaf(from, to, 0, cut)
    leaf(from, to, cut, other)
  }
  return best.gain
}

interface PlaneCut {
  gain: number
  at: number
  below: number
  above: number
}

function bestPlane(
  sums: Float64Array,
  main: number,
  other: number,
  stepMain: number,
  stepOther: number,
  rules: LeafRules,
  room: PlaneRoom,
): PlaneCut {
  const { ridge, leastCurvature } = rules
  const { gradient, curvature } = room
  // prefix sums over both axes: of rows 0 … i and columns 0 … j
  for (let i = 0; i < main; i++) {
    let g = 0
    let h = 0
    for (let j = 0; j < other; j++) {
      const cell = 2 * (i * stepMain + j * stepOther)
      g += sums[cell] as number
      h += sums[cell + 1] as number
      const at = i * other + j
      gradient[at] = i > 0 ? g + (gradient[at - other] as number) : g
      curvature[at] = i > 0 ? h + (curvature[at - other] as number) : h
    }
  }
  const last = (main - 1) * other
  const allG = gradient[last + other - 1] as number
  const allH = curvature[last + other - 1] as number
  const whole = (allG * allG) / (allH + ridge)
  const best: PlaneCut = { gain: 0, at: 0, below: 0, above: 0 }
  for (let i = 0; i + 1 < main; i++) {
    const row = i * other
    const lowG = gradient[row + other - 1] as number
    const lowH = curvature[row + other - 1] as number
    const highG = allG - lowG
    const highH = allH - lowH
    if (lowH < leastCurvature || highH < leastCurvature) continue
    let below = (lowG * lowG) / (lowH + ridge)
    let above = (highG * highG) / (highH + ridge)
    let belowAt = 0
    let aboveAt = 0
    for (let j = 0; j + 1 < other; j++) {
      const g1 = gradient[row + j] as number
      const h1 = curvature[row + j] as number
      const h2 = lowH - h1
      if (h1 >= leastCurvature && h2 >= leastCurvature) {
        const g2 = lowG - g1
        const gain = (g1 * g1) / (h1 + ridge) + (g2 * g2) / (h2 + ridge)
        if (gain > below) {
          below = gain
          belowAt = j + 1
        }
      }
      const h3 = (curvature[last + j] as number) - h1
      const h4 = highH - h3
      if (h3 >= leastCurvature && h4 >= leastCurvature) {
        const g3 = (gradient[last + j] as number) - g1
        const g4 = highG - g3
        const gain = (g3 * g3) / (h3 + ridge) + (g4 * g4) / (h4 + ridge)
        if (gain > above) {
          above = gain
          aboveAt = j + 1
        }
      }
    }
    const gain = below + above - whole
    if (gain > best.gain) Object.assign(best, { gain, at: i + 1, below: belowAt, above: aboveAt })
  }
  return best
}
