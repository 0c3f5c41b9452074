import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TaskName, TaskResult } from './tasks.ts'

export interface Measured<T> {
  /** wall seconds of the task, without the start of its process */
  seconds: number
  /** user and system seconds of its process, all threads */
  cpuSeconds: number
  /** peak resident memory of its process */
  peakMegabytes: number
  result: T
}

/** Runs a task of tasks.ts in a fresh process, whose id `onStart` is told. What it says on stderr goes to ours. Throws when it fails. */
export function measure<N extends TaskName>(
  task: N,
  given: object,
  onStart: (pid: number) => void = () => undefined,
): Promise<Measured<TaskResult<N>>> {
  const child = spawn(process.execPath, ['--max-old-space-size=8192', join(import.meta.dirname, 'child.ts'), task, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.pid !== undefined) onStart(child.pid)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(`${task} ended with ${code}`))
      else resolve(JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Measured<TaskResult<N>>)
    })
  })
}
