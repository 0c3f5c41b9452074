import { Worker } from 'node:worker_threads'
import type { WorkbookTask } from './workbook.child.ts'

/** Memory of one piece of work on a workbook; the largest we write takes a third of it. */
const memoryMb = 768
const longestMs = 120_000

/** Works on a workbook beside the web: memory and time are bounded, and a workbook that bursts either takes nothing else along. */
export function inWorker<T>(task: WorkbookTask, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbook.child.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    const end = (why: string) => {
      reject(new Error(why))
      void worker.terminate()
    }
    const timer = setTimeout(() => end(`a workbook took longer than ${longestMs} ms`), longestMs)
    const abort = () => end('asked to end')
    signal?.addEventListener('abort', abort)
    worker.once('message', (answer: T) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      reject(new Error(`the worker of a workbook ended with ${code}`))
    })
  })
}
