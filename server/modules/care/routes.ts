import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { careContract } from './contract.ts'
import { listBlocks, saveBlocks } from './keep-blocks.ts'
import { listCare } from './list-care.ts'
import { suggestWords } from './suggest-words.ts'

const os = implement(careContract).$context<RequestContext>().use(signedIn)

export const careRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listCare(database, person, input.limit, now()), errors),
  ),
  suggest: os.suggest.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await suggestWords(database, person, input, now()), errors),
  ),
  blocks: os.blocks.handler(async ({ context: { database, person }, errors }) => answered(await listBlocks(database, person), errors)),
  saveBlocks: os.saveBlocks.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = answered(await saveBlocks(database, person, input, now()), errors)
    if ('badWords' in outcome) throw errors.BAD_WORDS({ data: { text: outcome.badWords } })
    return outcome
  }),
})
