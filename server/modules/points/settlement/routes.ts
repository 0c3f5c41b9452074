import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { answerStatement } from './answer-statement.ts'
import { settlementContract } from './contract.ts'
import { showLiability } from './show-liability.ts'
import { showStatement, showStatements } from './show-statements.ts'

const os = implement(settlementContract).$context<RequestContext>().use(signedIn)

export const settlementRoutes = os.router({
  list: os.list.handler(async ({ context: { database, person }, errors }) => answered(await showStatements(database, person), errors)),
  get: os.get.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showStatement(database, person, input.statementId), errors),
  ),
  answer: os.answer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await answerStatement(database, person, input, now()), errors),
  ),
  liability: os.liability.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showLiability(database, person, now()), errors),
  ),
})
