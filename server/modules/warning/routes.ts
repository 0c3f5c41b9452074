import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { warningContract } from './contract.ts'
import { listAlerts } from './list-alerts.ts'
import { showRecord } from './show-record.ts'
import { showSummary } from './show-summary.ts'

const os = implement(warningContract).$context<RequestContext>().use(signedIn)

export const warningRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await listAlerts(database, person, input, now()), errors),
  ),
  summary: os.summary.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showSummary(database, person, input, now()), errors),
  ),
  record: os.record.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await showRecord(database, person, input.institutionId), errors),
  ),
})
