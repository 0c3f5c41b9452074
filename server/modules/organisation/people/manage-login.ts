import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { insertAccount } from '../account.sql.ts'
import { hashPassword, readablePassword } from '../password.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { resetPassword, unlockLogin } from '../sign-on/rescue-login.ts'
import { onRecordAsOwner, staffSubject, type Desk, type Refusal } from './desk.ts'
import { loginsOf, setClosed, type LoginRow } from './logins.sql.ts'
import { mayChange } from './may-manage.ts'
import { findStaff, postsFrom } from './posts.sql.ts'

/** A log-in with the password that was just given: it exists here and nowhere else. */
export interface IssuedLogin {
  login: string
  password: string
}

const findLogin = async (desk: Desk, staffId: number): Promise<LoginRow | undefined> =>
  (await loginsOf(desk.accounts, [staffId], desk.now)).get(staffId)

/** Lets a person sign in: a new account, or the closed one again, with a password that is shown once and must be changed. */
export async function openLogin(
  desk: Desk,
  { staffId, login }: { staffId: number; login?: string | undefined },
): Promise<IssuedLogin | Refusal> {
  const may = await mayChange(desk, staffId)
  const password = readablePassword()
  const passwordHash = await hashPassword(password)
  const asked = { action: 'open-login', subject: staffSubject(staffId), detail: { login: login ?? null } } as const
  const opened = await onRecordAsOwner<{ login: string; existed: boolean }>(desk, asked, async (trx) => {
    if (may !== true) return may
    const staff = await findStaff(trx, staffId)
    const [post] = await postsFrom(trx, staffId, desk.today)
    if (!staff || staff.leftOn !== null) return 'HAS_LEFT'
    if (!post) return 'NO_POST_THEN'
    const known = (await loginsOf(trx, [staffId], desk.now)).get(staffId)
    if (known) return (await setClosed(trx, staffId, null)) ? { login: known.login, existed: true } : 'LOGIN_STATE'
    const wanted = login ?? staff.staffNo
    const account = { login: wanted, passwordHash, name: staff.name, staffId, ...post, mustChangePassword: true }
    return (await insertAccount(trx, account)) ? { login: wanted, existed: false } : 'LOGIN_TAKEN'
  })
  if (typeof opened === 'string') return opened
  if (!opened.existed) return { login: opened.login, password }
  return renewed(desk, opened.login)
}

/** Shuts a log-in and ends its sessions at once. The account stays, as the trail names it. */
export async function closeLogin(desk: Desk, staffId: number): Promise<{ done: true } | Refusal> {
  const may = await mayChange(desk, staffId)
  const answer = await onRecordAsOwner(desk, { action: 'close-login', subject: staffSubject(staffId) }, async (trx) => {
    if (may !== true) return may
    const closed = await setClosed(trx, staffId, { at: desk.now, by: desk.person.userId })
    return closed ? { done: true as const } : 'LOGIN_STATE'
  })
  forgetAllSessions()
  return answer
}

/** Lifts the lock of a log-in before its time. */
export async function unlockPerson(desk: Desk, staffId: number): Promise<{ done: true } | Refusal> {
  const login = await helped(desk, 'unlock-login', staffId, ['locked'])
  if (typeof login === 'string') return login
  await unlockLogin(desk.accounts, login.login, { actor: actorOf(desk.person), now: desk.now })
  return { done: true }
}

/** Gives a person a new password to start with; their sessions end. */
export async function resetPerson(desk: Desk, staffId: number): Promise<IssuedLogin | Refusal> {
  const login = await helped(desk, 'reset-password', staffId, ['open', 'locked'])
  return typeof login === 'string' ? login : renewed(desk, login.login)
}

async function renewed(desk: Desk, login: string): Promise<IssuedLogin | Refusal> {
  const password = await resetPassword(desk.accounts, login, { actor: actorOf(desk.person), now: desk.now })
  return password === undefined ? 'LOGIN_STATE' : { login, password }
}

/** The log-in of a person whom the one at the desk may help, in one of the states; a refusal is on record. */
async function helped(
  desk: Desk,
  action: 'unlock-login' | 'reset-password',
  staffId: number,
  states: readonly LoginRow['state'][],
): Promise<LoginRow | Refusal> {
  const may = await mayChange(desk, staffId)
  const login = may === true ? await findLogin(desk, staffId) : undefined
  const refusal = may !== true ? may : login && states.includes(login.state) ? undefined : 'LOGIN_STATE'
  if (login && !refusal) return login
  await recordRefusal(desk.database, {
    actor: actorOf(desk.person),
    action,
    subject: staffSubject(staffId),
    detail: { reason: refusal ?? 'LOGIN_STATE' },
  })
  return refusal ?? 'LOGIN_STATE'
}
