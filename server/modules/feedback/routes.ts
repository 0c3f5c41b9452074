import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { feedbackContract } from './contract.ts'
import { answerOpinion, listOpinions, sayOpinion, tellAnswer } from './keep-opinions.ts'

const os = implement(feedbackContract).$context<RequestContext>().use(signedIn)

export const feedbackRoutes = os.router({
  list: os.list.handler(({ input, context: { database, person, now } }) => listOpinions(database, person, input, now())),
  say: os.say.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await sayOpinion(database, person, input, now()), errors),
  ),
  answer: os.answer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await answerOpinion(database, person, input, now()), errors),
  ),
  tell: os.tell.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await tellAnswer(database, person, input.id, now()), errors),
  ),
})
