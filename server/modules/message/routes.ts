import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { checkDraft, recordEmail, showMeans } from './check-draft.ts'
import { messageContract } from './contract.ts'
import { listMessages, listReplies } from './list-messages.ts'
import type { MessageRefusal } from './queue-message.ts'
import { printBatch, showPrintQueue } from './print/print-batch.ts'
import { printFile } from './print/print-file.ts'
import { settleBatch } from './print/settle-batch.ts'
import { sendOne } from './send-message.ts'
import { settleMessage } from './settle-message.ts'
import { endTemplate, listTemplates, proposeTemplate, type ProposalRefusal } from './templates.ts'

const os = implement(messageContract).$context<RequestContext>().use(signedIn)

/** The contract's errors by name; those of places in a text carry them. */
type Refuse = Record<string, (options?: { data: never }) => Error>

/** A refusal with its data as the contract's error. The contract's names are those of the use cases: one that is missing is a fault. */
function refusalOf(refusal: MessageRefusal | ProposalRefusal, errors: object): Error {
  const refuse = (errors as Refuse)[refusal.refused]
  if (!refuse) throw new Error(`the contract has no error ${refusal.refused}`)
  return 'data' in refusal ? refuse({ data: refusal.data as never }) : refuse()
}

export const messageRoutes = os.router({
  check: os.check.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await checkDraft(database, person, input, now()), errors),
  ),
  means: os.means.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showMeans(database, person, input, now()), errors),
  ),
  send: os.send.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await sendOne(database, person, input, now())
    if ('refused' in outcome) throw refusalOf(outcome, errors)
    return outcome
  }),
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listMessages(database, person, input, now()), errors),
  ),
  settle: os.settle.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await settleMessage(database, person, input, now()), errors),
  ),
  replies: os.replies.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listReplies(database, person, input.limit, now()), errors),
  ),
  recordAddress: os.recordAddress.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await recordEmail(database, person, input, now()), errors),
  ),
  templates: os.templates.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listTemplates(database, person, now()), errors),
  ),
  proposeTemplate: os.proposeTemplate.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await proposeTemplate(database, person, input, now())
    if ('refused' in outcome) throw refusalOf(outcome, errors)
    return outcome
  }),
  endTemplate: os.endTemplate.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endTemplate(database, person, input, now()), errors),
  ),
  printQueue: os.printQueue.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showPrintQueue(database, person, now()), errors),
  ),
  printBatch: os.printBatch.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await printBatch(database, person, input, now()), errors),
  ),
  printFile: os.printFile.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await printFile(database, person, input.batchId, now()), errors),
  ),
  settleBatch: os.settleBatch.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await settleBatch(database, person, input, now()), errors),
  ),
})
