import { implement } from '@orpc/server'
import type { Database } from '../../platform/database/pools.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { organisationContract } from './contract.ts'
import { forgetSession } from './recent-sessions.ts'
import { sessionScope } from './session-scope.ts'
import { signIn, signOut } from './sign-in.ts'
import type { SignInRules } from './sign-in.rules.ts'
import { whoAmI } from './who-am-i.ts'

/** What sign-in needs beyond the other routes: the owner's handle (accounts are closed to the web's role) and the session's cookie. */
export interface OrganisationContext extends RequestContext {
  accounts: Database
  signInRules: () => Promise<SignInRules>
  session: { token: string | undefined; open(token: string, expiresAt: Date): void; close(): void }
}

const os = implement(organisationContract).$context<OrganisationContext>()

export const organisationRoutes = os.router({
  signIn: os.signIn.handler(async ({ input, context, errors }) => {
    const { accounts, session, database, now } = context
    const rules = await context.signInRules()
    const result = await signIn(accounts, input, rules, now())
    if (result.outcome === 'too_many_attempts') throw errors.TOO_MANY_ATTEMPTS()
    if (result.outcome === 'wrong_credentials') throw errors.WRONG_CREDENTIALS()
    const person = await sessionScope(accounts, result.token, rules, now())
    if (!person) throw errors.WRONG_CREDENTIALS()
    session.open(result.token, result.expiresAt)
    return whoAmI(database, person, now())
  }),

  signOut: os.signOut.handler(async ({ context }) => {
    const { accounts, session } = context
    if (session.token) {
      await signOut(accounts, session.token)
      forgetSession(session.token)
    }
    session.close()
    return { signedOut: true as const }
  }),

  me: os.me.use(signedIn).handler(({ context }) => whoAmI(context.database, context.person, context.now())),
})
