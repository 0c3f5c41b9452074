/** One step of a night: a model that was computed, or the checks of one. */
export interface Step {
  model: string
  rows: number
  milliseconds: number
}

/** What a running night tells: `index` of `total` models; a frozen month that has to be built counts beside them (`total` unknown then: 0). */
export interface Progress {
  step: string
  state: 'running' | 'done'
  rows: number | null
  milliseconds: number | null
}

export interface Steps {
  readonly done: Step[]
  /** Times the work and tells of it; the work returns its number of rows. */
  run(model: string, work: () => Promise<number>): Promise<number>
}

export function recordSteps(onProgress: (progress: Progress) => void): Steps {
  const done: Step[] = []
  return {
    done,
    async run(model, work) {
      onProgress({ step: model, state: 'running', rows: null, milliseconds: null })
      const from = performance.now()
      const rows = await work()
      const step = { model, rows, milliseconds: Math.round(performance.now() - from) }
      done.push(step)
      onProgress({ step: model, state: 'done', rows, milliseconds: step.milliseconds })
      return rows
    },
  }
}
