import { padTo, widthOf } from './width.ts'

export interface Step {
  /** how far: 0…1, and what is being done just now */
  update(fraction: number, detail?: string): void
  done(note?: string): void
  failed(): void
}

export interface Progress {
  step(label: string): Step
}

interface Output {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

const barWidth = 24
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} 秒`

/**
 * Shows how far things are: on a terminal as a bar that is drawn again in place, elsewhere as a line at the beginning of a step, at each further
 * quarter, and at the end. `also` hears every new label and detail (the page that people see during a first start).
 */
export function createProgress(output: Output, also?: (text: string) => void): Progress {
  const inPlace = output.isTTY === true
  const show = (text: string, last: boolean) => {
    if (!inPlace) return output.write(`${text}\n`)
    const width = (output.columns ?? 80) - 1
    const cut = widthOf(text) > width ? [...text].slice(0, Math.floor(width / 2)).join('') : text
    return output.write(`\r${padTo(cut, width)}${last ? '\n' : ''}`)
  }
  return {
    step: (label) => {
      const from = performance.now()
      let quarter = 0
      also?.(label)
      show(`· ${label}…`, false)
      return {
        update: (fraction, detail = '') => {
          const share = Math.min(1, Math.max(0, fraction))
          const full = Math.round(share * barWidth)
          const text = `· ${label} ${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${String(Math.round(share * 100)).padStart(3)}% ${detail}`
          const reached = Math.floor(share * 4)
          if (inPlace) show(text, false)
          else if (reached > quarter && reached < 4) show(`· ${label} ${Math.round(share * 100)}% ${detail}`.trimEnd(), false)
          quarter = Math.max(quarter, reached)
        },
        done: (note) => void show(`✓ ${label}${note ? `：${note}` : ''}（${seconds(from)}）`, true),
        failed: () => void show(`✗ ${label}（${seconds(from)}）`, true),
      }
    },
  }
}

/** Runs `work` as one step: done when it returns, failed when it throws. `note` words the result. */
export async function asStep<T>(
  progress: Progress,
  label: string,
  work: (step: Step) => Promise<T>,
  note?: (result: T) => string,
): Promise<T> {
  const step = progress.step(label)
  try {
    const result = await work(step)
    step.done(note?.(result))
    return result
  } catch (error) {
    step.failed()
    throw error
  }
}
