import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { todayContract } from './contract.ts'
import { listTalkingPoints, saveTalkingPoints } from './keep-talking-points.ts'
import { listAlternatives } from './list-alternatives.ts'
import { openTeam } from './open-team.ts'
import { openToday } from './open-today.ts'
import { previewNext } from './preview-next.ts'
import { recordWish } from './record-wish.ts'

const os = implement(todayContract).$context<RequestContext>().use(signedIn)

/** Gives a use case's answer on, or throws the contract's error for its refusal. */
function answered<Outcome extends object | string>(
  outcome: Outcome,
  errors: Record<Extract<Outcome, string>, () => Error>,
): Exclude<Outcome, string> {
  const refused = (given: Outcome): given is Extract<Outcome, string> => typeof given === 'string'
  if (refused(outcome)) throw errors[outcome]()
  return outcome as Exclude<Outcome, string>
}

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
