import type { StepRecord } from './contract.ts'

/** The steps of a night as a screen shows them: what is done, what runs, what is to come. */
export interface StepList {
  steps: StepRecord[]
  start(step: string): void
  /** `milliseconds` is measured from `start` when left out */
  finish(step: string, rows: number | null, milliseconds?: number): void
  /** rows done so far of the step that runs */
  count(step: string, rows: number): void
  /** what ran has failed */
  fail(): void
}

/** `planned` are the steps known beforehand, in order; others (months to be frozen) take their place when they begin. */
export function stepList(planned: readonly string[], clock: () => number = () => performance.now()): StepList {
  const steps = planned.map((step): StepRecord => ({ step, state: 'waiting', rows: null, milliseconds: null }))
  const started = new Map<string, number>()
  const find = (step: string): StepRecord => {
    const known = steps.find((each) => each.step === step)
    if (known) return known
    const added: StepRecord = { step, state: 'waiting', rows: null, milliseconds: null }
    const next = steps.findIndex((each) => each.state === 'waiting')
    steps.splice(next < 0 ? steps.length : next, 0, added)
    return added
  }
  return {
    steps,
    start(step) {
      started.set(step, clock())
      find(step).state = 'running'
    },
    finish(step, rows, milliseconds) {
      const took = milliseconds ?? Math.round(clock() - (started.get(step) ?? clock()))
      Object.assign(find(step), { state: 'done', rows, milliseconds: took })
    },
    count(step, rows) {
      find(step).rows = rows
    },
    fail() {
      for (const step of steps) if (step.state === 'running') step.state = 'failed'
    },
  }
}
