import { Worker } from 'node:worker_threads'
import { pack } from './pack.rules.ts'
import type { PlanQuality } from './plan-near-enough.ts'
import type { ChosenPlan, PlanProblem } from './problem.rules.ts'

export interface PlanOrder {
  number: number
  problems: readonly Float64Array<ArrayBuffer>[]
  quality: PlanQuality
}
export type PlanReply = { number: number; plans: ChosenPlan[] } | { number: number; failed: string }

/** problems handed to a worker at a time: enough to make the way worth it, few enough to share the work evenly */
const batch = 16

interface Waiting {
  resolve: (plans: ChosenPlan[]) => void
  reject: (error: Error) => void
}

/** Threads that plan beside the server's own, so that no screen waits for the optimiser. Started when first needed; `close` ends them. */
export class PlanWorkers {
  readonly #workers: { worker: Worker; load: number }[] = []
  readonly #waiting = new Map<number, Waiting & { worker: Worker }>()
  readonly #most: number
  #number = 0

  constructor(most = 2) {
    this.#most = most
  }

  /** The plans of the problems, in their order. Throws when a worker could not plan. */
  async plan(problems: readonly PlanProblem[], quality: PlanQuality): Promise<ChosenPlan[]> {
    const batches = Array.from({ length: Math.ceil(problems.length / batch) }, (_, at) => problems.slice(at * batch, (at + 1) * batch))
    const plans = await Promise.all(batches.map((part) => this.#order(part, quality)))
    return plans.flat()
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map(({ worker }) => worker.terminate()))
  }

  #order(problems: readonly PlanProblem[], quality: PlanQuality): Promise<ChosenPlan[]> {
    const hand = this.#hand()
    if (hand.load++ === 0) hand.worker.ref()
    const number = ++this.#number
    const packed = problems.map((problem) => pack(problem))
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, worker: hand.worker })
      const order: PlanOrder = { number, problems: packed, quality }
      hand.worker.postMessage(
        order,
        packed.map(({ buffer }) => buffer),
      )
    })
  }

  /** The least busy worker, a new one while there may be more. */
  #hand(): { worker: Worker; load: number } {
    const idle = this.#workers.toSorted((a, b) => a.load - b.load)[0]
    if (idle && (idle.load === 0 || this.#workers.length >= this.#most)) return idle
    const hand = { worker: new Worker(new URL('./plan.worker.ts', import.meta.url)), load: 0 }
    hand.worker.on('message', (reply: PlanReply) => {
      if (--hand.load === 0) hand.worker.unref()
      this.#settle(reply)
    })
    hand.worker.on('error', (error) => this.#lose(hand.worker, error instanceof Error ? error : new Error(String(error))))
    hand.worker.on('exit', () => this.#lose(hand.worker, new Error('the plan worker ended')))
    hand.worker.unref()
    this.#workers.push(hand)
    return hand
  }

  #settle(reply: PlanReply): void {
    const waiting = this.#waiting.get(reply.number)
    this.#waiting.delete(reply.number)
    if ('plans' in reply) waiting?.resolve(reply.plans)
    else waiting?.reject(new Error(`the plan could not be made: ${reply.failed}`))
  }

  #lose(worker: Worker, error: Error): void {
    const at = this.#workers.findIndex((hand) => hand.worker === worker)
    if (at !== -1) this.#workers.splice(at, 1)
    for (const [number, waiting] of this.#waiting) {
      if (waiting.worker !== worker) continue
      this.#waiting.delete(number)
      waiting.reject(error)
    }
  }
}
