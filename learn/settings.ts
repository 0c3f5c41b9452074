import type { BoostSettings } from './boost.ts'
import type { ScreenSettings } from './screen.ts'

/** How a model is fitted. How they were chosen: bench/learn/README.md. Alike for every bank. */
export interface FitSettings {
  /** models on different parts of the rows, averaged */
  bags: number
  /** parts the rows are dealt into; each bag holds one back to know when to stop */
  parts: number
  /** bins of a feature at most, missing among them */
  bins: number
  /** bins of a feature in a pair */
  pairBins: number
  boost: BoostSettings
  screen: ScreenSettings
}

export const standardSettings: FitSettings = {
  bags: 4,
  parts: 7,
  bins: 64,
  pairBins: 24,
  boost: {
    rate: 0.2,
    leastGain: 12,
    leaves: 3,
    rowShare: 0.5,
    leastShare: 0.02,
    lines: 12,
    planes: 12,
    trees: 2,
    rounds: 1000,
    lookEvery: 10,
    patience: 50,
    ridge: 1,
    leastCurvature: 10,
  },
  screen: {
    rows: 15_000,
    shares: 10,
    pairs: 96,
    looked: 40,
    bins: 16,
    warmUp: 20,
    rounds: 60,
    rate: 0.3,
    overNoise: 2,
    ridge: 1,
    leastCurvature: 2,
  },
}
