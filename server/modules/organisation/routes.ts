import { implement } from '@orpc/server'
import type { Database } from '../../platform/database/pools.ts'
import { signedIn } from '../../platform/http/context.ts'
import { organisationContract } from './contract.ts'
import { forgetSession } from './recent-sessions.ts'
import { sessionScope } from './session-scope.ts'
import { signIn, signOut } from './sign-in.ts'
import type { SignOnContext } from './sign-on/routes.ts'
import { whoAmI } from './who-am-i.ts'

/** Sign-in needs the owner's handle (accounts are closed to the web's role) and the session's cookie. */
export interface OrganisationContext extends SignOnContext {
  accounts: Database
}

const os = implement(organisationContract).$context<OrganisationContext>()

export const organisationRoutes = os.router({
  signIn: os.signIn.handler(async ({ input, context, errors }) => {
    const { accounts, session, database, now } = context
    const door = await context.door()
    const result = await signIn(door, input, now())
    switch (result.outcome) {
      case 'too_many_attempts':
        throw errors.TOO_MANY_ATTEMPTS()
      case 'wrong_credentials':
        throw errors.WRONG_CREDENTIALS()
      case 'wrong_code':
        throw errors.WRONG_CODE()
      case 'local_sign_in_off':
        throw errors.LOCAL_SIGN_IN_OFF()
      case 'second_factor_needed':
        throw errors.SECOND_FACTOR_NEEDED()
      case 'password_change_needed':
        throw errors.PASSWORD_CHANGE_NEEDED()
      case 'password_refused':
        throw errors.PASSWORD_REFUSED({ data: { problem: result.problem } })
      case 'enrolment_needed':
        throw errors.SECOND_FACTOR_ENROLMENT({ data: result.enrolment })
      case 'signed_in': {
        const person = await sessionScope(accounts, result.token, door.rules, now())
        if (!person) throw errors.WRONG_CREDENTIALS()
        session.open(result.token, result.expiresAt)
        return whoAmI(database, person, now())
      }
    }
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
