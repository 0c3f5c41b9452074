import { implement } from '@orpc/server'
import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { provedLately, requireFreshSignIn, signedIn, type FreshContext, type Person } from '../../../platform/http/context.ts'
import { findAccount } from '../account.sql.ts'
import type { Door } from '../sign-in.ts'
import { accountStateOf, shownRules } from './account-state.ts'
import { signOnContract } from './contract.ts'
import { endMySession, endMySessions, listMySessions } from './my-sessions.ts'
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, renewRecoveryCodes } from './own-second-factor.ts'
import { changePassword, proveIdentity } from './prove-identity.ts'
import { resetPassword, resetSecondFactor, unlockLogin, type Helper } from './rescue-login.ts'
import { mustHaveSecondFactor } from './second-factor.ts'
import { mayRescueLogins } from './sign-on.policy.ts'

/** What sign-on needs beyond other routes: the owner's handle, the rules of the day, the secrets' keys, and the session's cookie. */
export interface SignOnContext extends FreshContext {
  door: () => Promise<Door>
  session: { token: string | undefined; open(token: string, expiresAt: Date): void; close(): void }
  /** how the bank's identity provider is called on the sign-in page; undefined without one */
  singleSignOnName: string | undefined
}

const os = implement(signOnContract).$context<SignOnContext>()
const done = { done: true as const }

/** Throws the contract's error of a refusal, named in whatever case; anything else is passed on. */
function answered<T>(outcome: T, errors: Record<string, unknown>): Exclude<T, string> | 'done' {
  if (typeof outcome !== 'string' || outcome === 'done') return outcome as Exclude<T, string> | 'done'
  const refuse = errors[outcome.toUpperCase()] as (() => Error) | undefined
  throw refuse?.() ?? new Error(`no error for ${outcome}`)
}

/** Whoever is signed in has a token: the session was found by it. */
const own = ({ person, session }: { person: Person; session: SignOnContext['session'] }) => ({ person, token: session.token ?? '' })

export const signOnRoutes = os.router({
  ways: os.ways.handler(async ({ context }) => {
    const { rules } = await context.door()
    const { singleSignOnName: name } = context
    return {
      singleSignOn: name === undefined ? null : { name },
      passwords: rules.onlyLocalLogin === undefined ? ('everybody' as const) : ('break_glass' as const),
      passwordRules: shownRules(rules),
    }
  }),
  account: os.account.use(signedIn).handler(async ({ context, errors }) => {
    const state = await accountStateOf(await context.door(), own(context), context.now())
    if (state === 'NOT_FOUND') throw errors.NOT_FOUND()
    return state
  }),
  changePassword: os.changePassword.use(signedIn).handler(async ({ input, context, errors }) => {
    const outcome = await changePassword(await context.door(), own(context), input, context.now())
    if (typeof outcome === 'object') throw errors.PASSWORD_REFUSED({ data: outcome })
    answered(outcome, errors)
    return done
  }),
  prove: os.prove.use(signedIn).handler(async ({ input, context, errors }) => {
    answered(await proveIdentity(await context.door(), own(context), input, context.now()), errors)
    return done
  }),
  sessions: os.sessions.use(signedIn).handler(async ({ context }) => {
    const { accounts, rules } = await context.door()
    const { person, token } = own(context)
    return { rows: await listMySessions(accounts, person, token, rules, context.now()) }
  }),
  endSession: os.endSession.use(signedIn).handler(async ({ input, context, errors }) => {
    const { accounts } = await context.door()
    answered(await endMySession(accounts, context.person, input.id), errors)
    return done
  }),
  endAllSessions: os.endAllSessions.use(signedIn).handler(async ({ input, context }) => {
    const { accounts } = await context.door()
    const { person, token } = own(context)
    const ended = await endMySessions(accounts, person, input.keepThis ? token : undefined)
    if (!input.keepThis) context.session.close()
    return { ended }
  }),
  offerSecondFactor: os.offerSecondFactor.use(provedLately).handler(async ({ context, errors }) => {
    const enrolment = await beginSecondFactor(await context.door(), context.person, context.now())
    if (enrolment === 'CONFLICT') throw errors.CONFLICT({ message: '已经绑定了验证器，请先解除' })
    return enrolment
  }),
  confirmSecondFactor: os.confirmSecondFactor.use(signedIn).handler(async ({ input, context, errors }) => {
    const outcome = answered(await confirmSecondFactor(await context.door(), context.person, input.code, context.now()), errors)
    if (outcome === 'done') throw errors.CONFLICT()
    return outcome
  }),
  removeSecondFactor: os.removeSecondFactor.use(provedLately).handler(async ({ context, errors }) => {
    const door = await context.door()
    const today = businessDateOf(context.now())
    const account = await findAccount(door.accounts, context.person.login, today)
    const required = !account || (await mustHaveSecondFactor(door.accounts, account, door.rules, today))
    const outcome = await removeSecondFactor(door, context.person, required)
    if (outcome === 'FORBIDDEN') throw errors.FORBIDDEN({ message: '您的岗位必须使用验证器，不能解除；换手机请联系管理员' })
    if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '没有绑定验证器' })
    return done
  }),
  renewRecoveryCodes: os.renewRecoveryCodes.use(provedLately).handler(async ({ context, errors }) => {
    const outcome = await renewRecoveryCodes(await context.door(), context.person)
    if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '请先绑定验证器' })
    return outcome
  }),
  unlockLogin: os.unlockLogin.use(signedIn).handler(async ({ input: { login }, context, errors }) => {
    const { accounts, helper } = await helping(context, 'unlock-login', login, errors)
    if (!(await unlockLogin(accounts, login, helper))) throw errors.NOT_FOUND()
    return done
  }),
  resetPassword: os.resetPassword.use(signedIn).handler(async ({ input: { login }, context, errors }) => {
    const { accounts, helper } = await helping(context, 'reset-password', login, errors)
    await requireFreshSignIn(context)
    if (login === context.person.login) throw errors.CONFLICT({ message: '自己的密码请在“账号与安全”里修改' })
    const password = await resetPassword(accounts, login, helper)
    if (password === undefined) throw errors.NOT_FOUND()
    return { login, password }
  }),
  resetSecondFactor: os.resetSecondFactor.use(signedIn).handler(async ({ input: { login }, context, errors }) => {
    const { accounts, helper } = await helping(context, 'remove-second-factor', login, errors)
    await requireFreshSignIn(context)
    if (login === context.person.login) throw errors.CONFLICT({ message: '自己的验证器请在“账号与安全”里解除' })
    const outcome = await resetSecondFactor(accounts, login, helper)
    if (outcome === 'NOT_FOUND') throw errors.NOT_FOUND()
    if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '该用户没有绑定验证器' })
    return done
  }),
})

/** Lets those help who may; a refusal is on record. */
async function helping(
  context: SignOnContext & { person: Person },
  action: 'unlock-login' | 'reset-password' | 'remove-second-factor',
  login: string,
  errors: { FORBIDDEN: () => Error },
): Promise<{ accounts: Database; helper: Helper }> {
  const { accounts } = await context.door()
  const actor = actorOf(context.person)
  if (!mayRescueLogins(context.person.scope.role)) {
    await recordRefusal(accounts, { actor, action, subject: { kind: 'user', id: login } })
    throw errors.FORBIDDEN()
  }
  return { accounts, helper: { actor, now: context.now() } }
}
