import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { wakeUpContract } from './contract.ts'
import { listWakeUps } from './list-wake-ups.ts'
import { previewWakeUp } from './preview-wake-up.ts'
import { startWakeUp } from './start-wake-up.ts'
import { stopWakeUp } from './stop-wake-up.ts'

const os = implement(wakeUpContract).$context<RequestContext>().use(signedIn)

export const wakeUpRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listWakeUps(database, person, input.institutionId, now()), errors),
  ),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewWakeUp(database, person, input, now()), errors),
  ),
  start: os.start.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await startWakeUp(database, person, input, now()), errors),
  ),
  stop: os.stop.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await stopWakeUp(database, person, input, now()), errors),
  ),
})
