/** Row numbers by falling score; equal scores keep their order. */
export function byScore(scores: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: scores.length }, (_, row) => row).sort(
    (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other,
  )
}

/** Chance that a positive row scores above a negative one, ties half. NaN when only one class is there. */
export function areaUnderRoc(label: Uint8Array, scores: ArrayLike<number>): number {
  const order = byScore(scores)
  let positive = 0
  let above = 0
  for (let at = 0; at < order.length;) {
    let here = 0
    let end = at
    const score = scores[order[at] ?? 0]
    for (; end < order.length && scores[order[end] ?? 0] === score; end++) here += label[order[end] ?? 0] ?? 0
    above += (end - at - here) * (positive + here / 2)
    positive += here
    at = end
  }
  return above / (positive * (order.length - positive))
}

/** Average precision (area under precision over recall). */
export function averagePrecision(label: Uint8Array, scores: ArrayLike<number>): number {
  const order = byScore(scores)
  let positive = 0
  let sum = 0
  for (let at = 0; at < order.length;) {
    let here = 0
    let end = at
    const score = scores[order[at] ?? 0]
    for (; end < order.length && scores[order[end] ?? 0] === score; end++) here += label[order[end] ?? 0] ?? 0
    positive += here
    sum += here * (positive / end)
    at = end
  }
  return sum / positive
}

/** Share of positives among the `top` highest scores against the share among all. */
export function liftAt(label: Uint8Array, scores: ArrayLike<number>, top: number): number {
  const order = byScore(scores)
  const count = Math.max(1, Math.min(order.length, Math.floor(top)))
  let found = 0
  let all = 0
  for (let at = 0; at < order.length; at++) {
    const positive = label[order[at] ?? 0] ?? 0
    all += positive
    if (at < count) found += positive
  }
  return found / count / (all / order.length)
}

/** Mean logarithmic loss of probabilities, kept off 0 and 1. */
export function meanLogLoss(label: Uint8Array, chance: ArrayLike<number>): number {
  let loss = 0
  for (let row = 0; row < label.length; row++) {
    const kept = Math.min(1 - 1e-15, Math.max(1e-15, chance[row] ?? 0))
    loss -= Math.log(label[row] === 1 ? kept : 1 - kept)
  }
  return loss / label.length
}

/** Mean squared difference of probability and outcome. */
export function brier(label: Uint8Array, chance: ArrayLike<number>): number {
  let sum = 0
  for (let row = 0; row < label.length; row++) sum += ((chance[row] ?? 0) - (label[row] ?? 0)) ** 2
  return sum / label.length
}

export interface CalibrationBand {
  rows: number
  /** mean probability said */
  said: number
  /** share that came true */
  came: number
}

/** Said against come true, in bands of equally many rows by rising probability. */
export function calibration(label: Uint8Array, chance: ArrayLike<number>, bands: number): CalibrationBand[] {
  const order = byScore(chance).reverse()
  return Array.from({ length: bands }, (_, band) => {
    const rows = order.subarray(Math.floor((band * order.length) / bands), Math.floor(((band + 1) * order.length) / bands))
    const mean = (of: ArrayLike<number>) => rows.reduce((sum, row) => sum + (of[row] ?? 0), 0) / rows.length
    return { rows: rows.length, said: mean(chance), came: mean(label) }
  }).filter(({ rows }) => rows > 0)
}
