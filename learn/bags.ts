import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { fitBag, type Bag, type BagInput } from './bag.ts'

/** Fewer cells than this are done before a worker has started. */
const worthAWorker = 50_000

/** Fits all bags on as many worker threads as the machine has; the result does not depend on how many there are. */
export async function fitBags(input: BagInput, bags: number, workers = availableParallelism()): Promise<Bag[]> {
  const numbers = Array.from({ length: bags }, (_, bag) => bag)
  const threads = Math.min(workers, bags)
  if (threads <= 1 || input.label.length * input.fine.length < worthAWorker) return numbers.map((bag) => fitBag(input, bag))
  const fitted: Bag[] = []
  await Promise.all(Array.from({ length: threads }, () => runWorker(input, numbers, fitted)))
  return fitted
}

function runWorker(input: BagInput, waiting: number[], fitted: Bag[]): Promise<void> {
  return new Promise((fulfil, reject) => {
    const worker = new Worker(new URL('./bag-worker.ts', import.meta.url), { workerData: input, execArgv: [] })
    const next = () => {
      const bag = waiting.shift()
      if (bag === undefined) void worker.terminate()
      else worker.postMessage(bag)
    }
    worker.on('message', (done: { bag: number; fitted: Bag }) => {
      fitted[done.bag] = done.fitted
      next()
    })
    worker.on('error', reject)
    worker.on('exit', () => fulfil())
    next()
  })
}

/** Bytes that worker threads see without a copy. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length))
