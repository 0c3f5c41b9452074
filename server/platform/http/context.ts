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
  /** number of the person they act for; left out when they act for themselves */
  onBehalfOf?: string
}

/** What every route is given. A module's routes are `implement(itsContract).$context<RequestContext>().use(signedIn)`. */
export interface RequestContext {
  /** role `liuke_app`: use it inside `withScope(context.database, context.scope, …)` */
  database: Database
  now: () => Date
  /** where customers' phones reach the bank's pages, without a slash at its end; undefined where nobody has said so */
  publicUrl?: string | undefined
  /** who the request's cookie belongs to */
  authenticate: () => Promise<Person | undefined>
}

/** For routes of acts of weight: sign-on knows when the person last proved who they are. */
export interface FreshContext extends RequestContext {
  isProvedLately: () => Promise<boolean>
}

/** Lets only people through who have signed in, and gives the handler `person` and `scope`. */
export const signedIn = os.$context<RequestContext>().middleware(async ({ context, next }) => {
  const person = await context.authenticate()
  if (!person) throw new ORPCError('UNAUTHORIZED', { message: refusals.UNAUTHORIZED.message })
  return next({ context: { person, scope: person.scope } })
})

/**
 * Refuses with REAUTHENTICATE, before an act of weight, whoever has not proved lately who they are. The screens answer it with a dialog for the password and try
 * again by themselves. In a route: `os.x.use(provedLately).handler(…)`, or where only some inputs weigh enough: `await requireFreshSignIn(context)`.
 */
export async function requireFreshSignIn({ isProvedLately }: Pick<FreshContext, 'isProvedLately'>): Promise<void> {
  if (!(await isProvedLately())) throw new ORPCError('REAUTHENTICATE', refusals.REAUTHENTICATE)
}

/** {@link signedIn}, and lately proved. */
export const provedLately = os.$context<FreshContext>().middleware(async ({ context, next }) => {
  const person = await context.authenticate()
  if (!person) throw new ORPCError('UNAUTHORIZED', { message: refusals.UNAUTHORIZED.message })
  await requireFreshSignIn(context)
  return next({ context: { person, scope: person.scope } })
})
