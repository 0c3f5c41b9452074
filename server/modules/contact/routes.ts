import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { contactContract } from './contract.ts'
import { listPromises } from './list-promises.ts'
import { logContacts } from './log-contacts.ts'
import { planContact, reviewDay } from './plan-day.ts'
import { recordLeave } from './record-leave.ts'
import { settlePromise } from './settle-promise.ts'
import { showCadence } from './show-cadence.ts'
import { showCoverage } from './show-coverage.ts'
import { showDay } from './show-day.ts'
import { showDue } from './show-due.ts'
import { showTimeline } from './show-timeline.ts'

const os = implement(contactContract).$context<RequestContext>().use(signedIn)

export const contactRoutes = os.router({
  log: os.log.handler(async ({ input, context: { database, person, now } }) => ({
    results: await logContacts(database, person, input.entries, now()),
  })),
  timeline: os.timeline.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showTimeline(database, person, input, now()), errors),
  ),
  cadence: os.cadence.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showCadence(database, person, input, now()), errors),
  ),
  due: os.due.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showDue(database, person, input, now()), errors),
  ),
  coverage: os.coverage.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showCoverage(database, person, input, now()), errors),
  ),
  promises: os.promises.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listPromises(database, person, input, now()), errors),
  ),
  settlePromise: os.settlePromise.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await settlePromise(database, person, input, now()), errors),
  ),
  day: os.day.handler(({ context: { database, person, now } }) => showDay(database, person, now())),
  planContact: os.planContact.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await planContact(database, person, input, now()), errors),
  ),
  reviewDay: os.reviewDay.handler(({ input, context: { database, person, now } }) => reviewDay(database, person, input, now())),
  recordLeave: os.recordLeave.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await recordLeave(database, person, input, now()), errors),
  ),
})
