import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { payrollContract } from './contract.ts'
import { listEmployers, listVisits } from './list-employers.ts'
import { planVisit, settleVisit } from './plan-visit.ts'
import { showEmployer } from './show-employer.ts'

const os = implement(payrollContract).$context<RequestContext>().use(signedIn)

export const payrollRoutes = os.router({
  employers: os.employers.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listEmployers(database, person, now()), errors),
  ),
  employer: os.employer.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showEmployer(database, person, input.employerId, now()), errors),
  ),
  visits: os.visits.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await listVisits(database, person, now()), errors),
  ),
  planVisit: os.planVisit.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await planVisit(database, person, input, now()), errors),
  ),
  settleVisit: os.settleVisit.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await settleVisit(database, person, input, now()), errors),
  ),
})
