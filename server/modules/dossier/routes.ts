import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { confirmFact } from './confirm-fact.ts'
import { dossierContract } from './contract.ts'
import { recordFact } from './record-fact.ts'
import { showFacts } from './show-facts.ts'

const os = implement(dossierContract).$context<RequestContext>().use(signedIn)

export const dossierRoutes = os.router({
  show: os.show.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showFacts(database, person, input.customerId, now()), errors),
  ),
  record: os.record.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await recordFact(database, person, input, now())
    if (!('refused' in outcome)) return outcome
    const { refused } = outcome
    if (refused.code === 'SENSITIVE') throw errors.SENSITIVE({ data: { word: refused.word, category: refused.category } })
    throw errors[refused.code]()
  }),
  confirm: os.confirm.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await confirmFact(database, person, input, now()), errors),
  ),
})
