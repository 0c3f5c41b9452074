import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { privacyContract } from './contract.ts'
import { endChoice } from './end-choice.ts'
import { removeCalendarDay, saveCalendarDay, showCalendar } from './keep-calendar.ts'
import { recordChoice } from './record-choice.ts'
import { revealField } from './reveal-field.ts'
import { listFlags, reviewFlag } from './review-flags.ts'
import { showPermission } from './show-permission.ts'

const os = implement(privacyContract).$context<RequestContext>().use(signedIn)

export const privacyRoutes = os.router({
  reveal: os.reveal.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await revealField(database, person, input), errors),
  ),
  listFlags: os.listFlags.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await listFlags(database, person, input), errors),
  ),
  reviewFlag: os.reviewFlag.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await reviewFlag(database, person, input, now()), errors),
  ),
  permission: os.permission.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showPermission(database, person, input, now()), errors),
  ),
  recordChoice: os.recordChoice.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await recordChoice(database, person, input, now()), errors),
  ),
  endChoice: os.endChoice.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await endChoice(database, person, input, now()), errors),
  ),
  calendar: os.calendar.handler(({ input, context: { database, person } }) => showCalendar(database, person, input.year)),
  saveCalendarDay: os.saveCalendarDay.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await saveCalendarDay(database, person, input), errors),
  ),
  removeCalendarDay: os.removeCalendarDay.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await removeCalendarDay(database, person, input.day), errors),
  ),
})
