import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { talkContract } from './contract.ts'
import { endTalk, listTalk, writeTalk } from './keep-talk.ts'

const os = implement(talkContract).$context<RequestContext>().use(signedIn)

export const talkRoutes = os.router({
  list: os.list.handler(async ({ context: { database, person }, errors }) => answered(await listTalk(database, person), errors)),
  write: os.write.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await writeTalk(database, person, input, now()), errors),
  ),
  end: os.end.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endTalk(database, person, input.id, now()), errors),
  ),
})
