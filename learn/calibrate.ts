import { meanLogLoss } from './metrics.ts'

/** log-odds = offset + slope × log-odds said */
export interface Line {
  slope: number
  offset: number
}

/** The line through said log-odds that fits the outcomes best (Platt's method, Newton steps). */
export function plattLine(label: Uint8Array, scores: Float64Array): Line {
  let [slope, offset] = [1, 0]
  for (let step = 0; step < 30; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9]
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] as number
      const chance = 1 / (1 + Math.exp(-(offset + slope * score)))
      const error = chance - (label[row] as number)
      const weight = chance * (1 - chance)
      g0 += error
      g1 += error * score
      h00 += weight
      h01 += weight * score
      h11 += weight * score * score
    }
    const determinant = h00 * h11 - h01 * h01
    if (determinant < 1e-12) break
    const moveOffset = (h11 * g0 - h01 * g1) / determinant
    const moveSlope = (h00 * g1 - h01 * g0) / determinant
    offset -= moveOffset
    slope -= moveSlope
    if (Math.abs(moveOffset) + Math.abs(moveSlope) < 1e-10) break
  }
  return { slope, offset }
}

/** A line must lower the loss of rows it has not seen by this share to be used. */
const worthwhile = 0.001

/** The line when it helps on rows it was not fitted on (two halves, each judged by the other's line), else none. */
export function calibrationLine(label: Uint8Array, scores: Float64Array): Line | undefined {
  const half = label.length >> 1
  const parts = [
    { label: label.subarray(0, half), scores: scores.subarray(0, half) },
    { label: label.subarray(half), scores: scores.subarray(half) },
  ] as const
  const said = meanLogLoss(label, scores.map(chance))
  const straightened = parts.map((part, at) => {
    const other = parts[1 - at] ?? part
    const { slope, offset } = plattLine(other.label, other.scores)
    return (
      meanLogLoss(
        part.label,
        part.scores.map((score) => chance(offset + slope * score)),
      ) * part.label.length
    )
  })
  const loss = straightened.reduce((sum, one) => sum + one, 0) / Math.max(1, label.length)
  return loss < said * (1 - worthwhile) ? plattLine(label, scores) : undefined
}

const chance = (score: number): number => 1 / (1 + Math.exp(-score))
