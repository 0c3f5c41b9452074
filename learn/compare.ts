import { calibrationBands, measure, type Measures, type ModelCard } from './card.ts'
import { byScore } from './metrics.ts'
import { seededRandom } from './random.ts'

/** A difference, challenger less champion, and between which values it lies with a confidence of 95 %. */
export interface Difference {
  of: number
  low: number
  high: number
}

export interface ModelsCompared {
  rows: number
  champion: { measures: Measures; calibration: ModelCard['calibration'] }
  challenger: { measures: Measures; calibration: ModelCard['calibration'] }
  /** more is better */
  auc: Difference
  /** less is better */
  logLoss: Difference
  /** in the highest tenth; more is better */
  liftTenth: Difference
  /** share of redrawn rows on which the challenger's logarithmic loss is the smaller one */
  challengerBetter: number
  /** by the interval of the logarithmic loss, which tells of order and of calibration; `open`: it holds zero */
  verdict: 'challenger' | 'champion' | 'open'
}

/** A row's chance at a Poisson count with mean 1 of so many or fewer: how often a row is drawn when as many rows are drawn with replacement. */
const poisson = Array.from({ length: 9 }, (_, count) =>
  Array.from({ length: count + 1 }, (__, at) => Math.exp(-1) / factorial(at)).reduce((sum, one) => sum + one, 0),
)
function factorial(of: number): number {
  return of < 2 ? 1 : of * factorial(of - 1)
}

/** Steps of all redraws together: enough for narrow intervals, few enough for a night of a large bank. */
const mostSteps = 100_000_000
const drawsBetween = [100, 200] as const

interface Side {
  order: Uint32Array
  chance: Float64Array
  loss: Float64Array
}

function sideOf(label: Uint8Array, chance: Float64Array): Side {
  const loss = Float64Array.from(chance, (one, row) => {
    const kept = Math.min(1 - 1e-15, Math.max(1e-15, one))
    return -Math.log(label[row] === 1 ? kept : 1 - kept)
  })
  return { order: byScore(chance), chance, loss }
}

/** Figures of rows that count as often as they were drawn. */
function weighted(label: Uint8Array, { order, chance, loss }: Side, weight: Uint8Array) {
  let all = 0
  let positives = 0
  let sum = 0
  for (let row = 0; row < label.length; row++) {
    const times = weight[row] as number
    all += times
    positives += times * (label[row] as number)
    sum += times * (loss[row] as number)
  }
  let seen = 0
  let above = 0
  let pairs = 0
  let found = 0
  for (let at = 0; at < order.length;) {
    const score = chance[order[at] as number]
    let here = 0
    let others = 0
    for (; at < order.length && chance[order[at] as number] === score; at++) {
      const row = order[at] as number
      const times = weight[row] as number
      if (label[row] === 1) here += times
      else others += times
    }
    pairs += others * (above + here / 2)
    // of equal chances on the line of the tenth, as many count as there is room for
    const room = Math.max(0, all / 10 - seen)
    found += here * Math.min(1, here + others > 0 ? room / (here + others) : 0)
    above += here
    seen += here + others
  }
  return { auc: pairs / (positives * (all - positives)), logLoss: sum / all, liftTenth: found / (all / 10) / (positives / all) }
}

/**
 * Two models on the same customers and what became of them: each one's figures, and how sure the differences are by drawing the rows again (paired, so that what both find hard
 * counts in neither's favour). The seed fixes the draws. Throws when all or none of the rows are positive: nothing can be told then.
 */
export function compareChances(label: Uint8Array, champion: Float64Array, challenger: Float64Array, seed: number): ModelsCompared {
  const positives = label.reduce((sum, one) => sum + one, 0)
  if (positives === 0 || positives === label.length) throw new Error('models are compared on rows of both kinds')
  const sides = [sideOf(label, champion), sideOf(label, challenger)] as const
  const draws = Math.max(drawsBetween[0], Math.min(drawsBetween[1], Math.floor(mostSteps / label.length)))
  const random = seededRandom(seed)
  const weight = new Uint8Array(label.length)
  const found = Array.from({ length: draws }, () => {
    for (let row = 0; row < weight.length; row++) {
      const at = random.next()
      let count = 0
      while (count < poisson.length && at > (poisson[count] as number)) count++
      weight[row] = count
    }
    const [one, other] = sides.map((side) => weighted(label, side, weight)) as [Weighted, Weighted]
    return { auc: other.auc - one.auc, logLoss: other.logLoss - one.logLoss, liftTenth: other.liftTenth - one.liftTenth }
  })
  const once = new Uint8Array(label.length).fill(1)
  const [one, other] = sides.map((side) => weighted(label, side, once)) as [Weighted, Weighted]
  const difference = (name: keyof Weighted): Difference => {
    const sorted = found.map((draw) => draw[name]).toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(draws - 1, Math.max(0, Math.round(share * (draws - 1))))] as number
    return { of: other[name] - one[name], low: at(0.025), high: at(0.975) }
  }
  const logLoss = difference('logLoss')
  return {
    rows: label.length,
    champion: { measures: measure(label, champion), calibration: calibrationBands(label, champion) },
    challenger: { measures: measure(label, challenger), calibration: calibrationBands(label, challenger) },
    auc: difference('auc'),
    logLoss,
    liftTenth: difference('liftTenth'),
    challengerBetter: found.filter((draw) => draw.logLoss < 0).length / draws,
    verdict: logLoss.high < 0 ? 'challenger' : logLoss.low > 0 ? 'champion' : 'open',
  }
}
type Weighted = ReturnType<typeof weighted>

/** How differently two models see the same customers, before anybody knows what becomes of them. */
export interface ModelsBeside {
  rows: number
  championSaid: number
  challengerSaid: number
  /** customers in the highest tenth of both */
  sameTop: number
  top: number
}

export function besideOf(champion: Float64Array, challenger: Float64Array): ModelsBeside {
  const rows = champion.length
  const top = Math.floor(rows / 10)
  const highest = new Set(byScore(champion).subarray(0, top))
  const mean = (of: Float64Array) => of.reduce((sum, one) => sum + one, 0) / Math.max(1, rows)
  const sameTop = byScore(challenger)
    .subarray(0, top)
    .reduce((count, row) => count + (highest.has(row) ? 1 : 0), 0)
  return { rows, championSaid: mean(champion), challengerSaid: mean(challenger), sameTop, top }
}
