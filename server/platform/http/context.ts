import { ORPCError, os } from '@orpc/server'
import { refusals } from '../contract/terms.ts'
import type { Database } from '../database/pools.ts'
import type { Scope } from '../database/scope.ts'

/** Somebody who has signed in. */
export interface Person {
  userId: number
  login: string
  name: string
  scope: Scope
}

/** What every route is given. A module's routes are `implement(itsContract).$context<RequestContext>().use(signedIn)`. */
export interface RequestContext {
  /** role `liuke_app`: use it inside `withScope(context.database, context.scope, …)` */
  database: Database
  now: () => Date
  /** who the request's cookie belongs to */
  authenticate: () => Promise<Person | undefined>
}

/** Lets only people through who have signed in, and gives the handler `person` and `scope`. */
export const signedIn = os.$context<RequestContext>().middleware(async ({ context, next }) => {
  const person = await context.authenticate()
  if (!person) throw new ORPCError('UNAUTHORIZED', { message: refusals.UNAUTHORIZED.message })
  return next({ context: { person, scope: person.scope } })
})
