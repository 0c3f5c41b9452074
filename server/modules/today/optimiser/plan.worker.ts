import { parentPort } from 'node:worker_threads'
import { unpack } from './pack.rules.ts'
import { planNearEnough } from './plan-near-enough.ts'
import type { PlanOrder, PlanReply } from './plan-workers.ts'

/** Plans what it is sent, one order after the other. */
parentPort?.on('message', (order: PlanOrder) => void planOrder(order))

async function planOrder({ number, problems, quality }: PlanOrder): Promise<void> {
  let reply: PlanReply
  try {
    const plans = []
    for (const problem of problems) plans.push(await planNearEnough(unpack(problem), quality))
    reply = { number, plans }
  } catch (error) {
    reply = { number, failed: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(reply)
}
