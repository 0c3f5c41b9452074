import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { todayContract } from './contract.ts'
import { listTalkingPoints, saveTalkingPoints } from './keep-talking-points.ts'
import { listAlternatives } from './list-alternatives.ts'
import { openTeam } from './open-team.ts'
import { openToday } from './open-today.ts'
import { previewNext } from './preview-next.ts'
import { recordWish } from './record-wish.ts'

const os = implement(todayContract).$context<RequestContext>().use(signedIn)

export const todayRoutes = os.router({
  open: os.open.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await openToday(database, person, input.managerId, now()), errors),
  ),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await previewNext(database, person, input.managerId, now()), errors),
  ),
  alternatives: os.alternatives.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listAlternatives(database, person, input.managerId, now()), errors),
  ),
  wish: os.wish.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await recordWish(database, person, input, now()), errors),
  ),
  team: os.team.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await openTeam(database, person, input.institutionId, now()), errors),
  ),
  listTalkingPoints: os.listTalkingPoints.handler(async ({ context: { database, person }, errors }) =>
    answered(await listTalkingPoints(database, person), errors),
  ),
  saveTalkingPoints: os.saveTalkingPoints.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await saveTalkingPoints(database, person, input, now()), errors),
  ),
})
