import { z } from 'zod'
import { asSystem, taskKind, type Task } from '../../platform/jobs/task.ts'
import { enqueue } from '../../platform/jobs/enqueue.sql.ts'
import { overdueMessages } from './dispatch.sql.ts'
import { handOver, type PostOffice } from './hand-over.ts'
import { sendMessage } from './queue-message.ts'

/** The job of the clock that looks after what was left lying. */
export const sweepMessages = taskKind('sweep-messages', z.object({}))

/** a job that is due has begun by then */
const patienceMs = 120_000
const atOnce = 500

/** The jobs of messages: handing one over, and looking every minute for those that no job works on any more. */
export const messageTasks = (office: PostOffice): Task[] => [
  asSystem(sendMessage, ({ messageId }, job) => handOver(office, messageId, job)),
  asSystem(sweepMessages, async () => {
    const { owner } = office.databases
    const left = await overdueMessages(owner, new Date(office.now().getTime() - patienceMs), atOnce)
    for (const messageId of left)
      await owner.transaction().execute((trx) => enqueue(trx, sendMessage, { messageId }, { key: `send-message ${messageId}` }))
  }),
]
