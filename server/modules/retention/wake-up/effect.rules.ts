import { poolStrata, type Arm } from './assign.rules.ts'
import { normalQuantile, studentQuantile, wilson, type Interval } from './interval.rules.ts'

/** What a night saw of a member at the end of the window. */
export interface Measured {
  stratum: string
  arm: Arm
  woken: boolean
  /** AUM then less AUM at the draw, fen */
  changeFen: number
}

export interface ArmFigures {
  customers: number
  woken: number
  /** as if both arms had the whole programme's mixture of tiers */
  share: number
  changeFen: number
}

/** What may be said of a difference: more or less than nothing, or that it cannot be told apart from nothing. */
export type Verdict = 'more' | 'less' | 'cannot_tell'

export interface Effect {
  offered: ArmFigures
  heldOut: ArmFigures
  /** difference of the shares woken, 0.05 = five of a hundred more */
  woken: Interval & { verdict: Verdict }
  /** difference of the mean change of AUM, fen a customer */
  kept: Interval & { verdict: Verdict }
}

export interface EffectAsked {
  /** tiers from the lowest up */
  order: readonly string[]
  confidenceBp: number
  /** fewer held out or offered than this: nothing is said */
  leastEach: number
}

const whole = 10_000

/**
 * What a programme brought about: offered less held out, by intention (whoever was to be offered counts, reached or not), each stratum weighed by its
 * size in both arms (M45, M91). Shares: Wilson's interval of each arm, put together as the square root of the sum of squares (Newcombe); amounts: Welch's
 * interval. Undefined where an arm is too small to say anything.
 */
export function estimateEffect(seen: readonly Measured[], { order, confidenceBp, leastEach }: EffectAsked): Effect | undefined {
  const sizes = countArms(seen)
  if (sizes.offered < leastEach || sizes.held_out < leastEach) return undefined
  const strata = [...poolStrata(seen, orderOf(seen, order), (_size, members) => hasTwoEach(members)).values()]
  const parts = strata.map((members) => ({
    weight: members.length / seen.length,
    offered: figuresOf(members, 'offered'),
    heldOut: figuresOf(members, 'held_out'),
  }))
  const confidence = confidenceBp / whole
  const [offered, heldOut] = [joined(parts, 'offered'), joined(parts, 'heldOut')]
  return { offered, heldOut, woken: wokenDifference(parts, offered, heldOut, confidence), kept: keptDifference(parts, confidence) }
}

const countArms = (seen: readonly Measured[]) => ({
  offered: seen.filter(({ arm }) => arm === 'offered').length,
  held_out: seen.filter(({ arm }) => arm === 'held_out').length,
})

function hasTwoEach(members: readonly Measured[]): boolean {
  const { offered, held_out: heldOut } = countArms(members)
  return offered >= 2 && heldOut >= 2
}

/** Strata drawn together stand where their lowest tier does. */
const orderOf = (seen: readonly Measured[], order: readonly string[]): string[] =>
  [...new Set(seen.map(({ stratum }) => stratum))].sort((a, b) => placeOf(a, order) - placeOf(b, order))
const placeOf = (stratum: string, order: readonly string[]): number => order.indexOf(stratum.split('+')[0] ?? '')

interface Figures {
  size: number
  woken: number
  share: number
  mean: number
  /** of the mean */
  variance: number
}
interface Part {
  weight: number
  offered: Figures
  heldOut: Figures
}

function figuresOf(members: readonly Measured[], wanted: Arm): Figures {
  const here = members.filter(({ arm }) => arm === wanted)
  const size = here.length
  const woken = here.filter((one) => one.woken).length
  const mean = here.reduce((sum, { changeFen }) => sum + changeFen, 0) / Math.max(1, size)
  const squares = here.reduce((sum, { changeFen }) => sum + (changeFen - mean) ** 2, 0)
  return { size, woken, share: woken / Math.max(1, size), mean, variance: size > 1 ? squares / (size - 1) / size : 0 }
}

const sumOf = (parts: readonly Part[], of: (part: Part) => number): number => parts.reduce((sum, part) => sum + of(part), 0)

const joined = (parts: readonly Part[], arm: 'offered' | 'heldOut'): ArmFigures => ({
  customers: sumOf(parts, (part) => part[arm].size),
  woken: sumOf(parts, (part) => part[arm].woken),
  share: sumOf(parts, ({ weight, [arm]: { share } }) => weight * share),
  changeFen: sumOf(parts, ({ weight, [arm]: { mean } }) => weight * mean),
})

function wokenDifference(parts: readonly Part[], offered: ArmFigures, heldOut: ArmFigures, confidence: number): Effect['woken'] {
  const z = normalQuantile(confidence)
  // as many as a plain sample of equal weight would need to be as sure
  const worth = (arm: 'offered' | 'heldOut') => 1 / sumOf(parts, ({ weight, [arm]: { size } }) => weight ** 2 / size)
  const [one, other] = [wilson(offered.share, worth('offered'), z), wilson(heldOut.share, worth('heldOut'), z)]
  const value = offered.share - heldOut.share
  return judged({
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  })
}

function keptDifference(parts: readonly Part[], confidence: number): Effect['kept'] {
  const value = sumOf(parts, ({ weight, offered, heldOut }) => weight * (offered.mean - heldOut.mean))
  const pieces = parts.flatMap(({ weight, offered, heldOut }) =>
    [offered, heldOut].map(({ variance, size }) => ({ variance: weight ** 2 * variance, freedom: size - 1 })),
  )
  const variance = pieces.reduce((sum, piece) => sum + piece.variance, 0)
  const squares = pieces.reduce((sum, piece) => sum + piece.variance ** 2 / piece.freedom, 0)
  const half = studentQuantile(confidence, squares === 0 ? Infinity : variance ** 2 / squares) * Math.sqrt(variance)
  return judged({ value, low: value - half, high: value + half })
}

const judged = (interval: Interval): Interval & { verdict: Verdict } => ({
  ...interval,
  verdict: interval.low > 0 ? 'more' : interval.high < 0 ? 'less' : 'cannot_tell',
})

/**
 * The smallest difference of shares that a programme of this size would most likely (four times in five) tell apart from nothing, when about `share`
 * come back by themselves.
 */
export function smallestTold({ offered, heldOut }: { offered: number; heldOut: number }, share: number, confidence: number): number {
  const powered = normalQuantile(confidence) + 0.8416
  return Math.min(1, powered * Math.sqrt(share * (1 - share) * (1 / Math.max(1, offered) + 1 / Math.max(1, heldOut))))
}
