import { parentPort } from 'node:worker_threads'
import { unpack } from './pack.rules.ts'
import { planNearEnough } from './plan-near-enough.ts'
import type { PlanOrder, PlanReply } from './plan-workers.ts'

/** Plans what it is sent, one order after the other. */
parentPort?.on('message', ({ number, problems, quality }: PlanOrder) => {
  const reply = async (): Promise<PlanReply> => {
    const plans = []
    for (const problem of problems) plans.push(await planNearEnough(unpack(problem), quality))
    return { number, plans }
  }
  reply().then(
    (done) => parentPort?.postMessage(done),
    (error: unknown) =>
      parentPort?.postMessage({ number, failed: error instanceof Error ? error.message : String(error) } satisfies PlanReply),
  )
})
