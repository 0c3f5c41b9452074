import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import { healthContract } from './contract.ts'
import { forgetReadings, openDesk, recordReading } from './serve-desk.ts'

export interface HealthContext extends RequestContext {
  /** seals readings */
  secrets: Secrets
}

const os = implement(healthContract).$context<HealthContext>().use(signedIn)

export const healthRoutes = os.router({
  desk: os.desk.handler(async ({ input, context: { database, secrets, person, now }, errors }) =>
    answered(await openDesk(database, secrets, person, input.customerId, now()), errors),
  ),
  record: os.record.handler(async ({ input, context: { database, secrets, person, now }, errors }) =>
    answered(await recordReading(database, secrets, person, input, now()), errors),
  ),
  forget: os.forget.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await forgetReadings(database, person, input.customerId), errors),
  ),
})
