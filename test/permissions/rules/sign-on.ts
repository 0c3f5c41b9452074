import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import { password, type Walker } from '../bank.ts'
import type { RouteRule } from '../rule.ts'

const everybody = staffRoles
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

/** Another session of somebody; returns its number. */
async function openSession({ owner }: Databases, userId: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into organisation.session (token_sha256, user_id, created_at, last_seen_at, expires_at)
    values (${randomBytes(32)}, ${userId}, now(), now(), now() + interval '1 hour') returning id::text`.execute(owner)
  return rows[0]?.id ?? ''
}

/** A confirmed second factor of an account. */
async function confirmFactor({ owner }: Databases, userId: number): Promise<void> {
  await sql`insert into organisation.second_factor (user_id, sealed_secret, offered_at, confirmed_at) values (${userId}, 'x', now(), now())
    on conflict (user_id) do update set confirmed_at = now()`.execute(owner)
}

/** An account that nobody walks as, with a second factor; returns its login. */
async function spareLogin(databases: Databases): Promise<string> {
  const login = `spare-${randomBytes(6).toString('hex')}`
  const { rows } = await sql<{ id: number }>`
    insert into organisation.user_account (login, password_hash, name, role, institution_id) values (${login}, 'x', 'x', 'teller', 4) returning id`.execute(
    databases.owner,
  )
  await confirmFactor(databases, rows[0]?.id ?? 0)
  return login
}

const withFactor: RouteRule['places'] = async ({ userId }: Walker, databases) => {
  await confirmFactor(databases, userId)
  return { inside: {}, outside: [], none: undefined }
}
/** Head office helps somebody who exists; of somebody who does not it is told so. */
const helping: RouteRule = {
  allowed: ['head_office'],
  absent: 'not found',
  places: async (_walker, databases) => ({ inside: { login: await spareLogin(databases) }, outside: [], none: { login: 'nobody-there' } }),
}

/** Everybody has an own account, and nothing of another's; the order matters: a second factor that is confirmed is asked for from then on. */
export const signOnRules: Record<string, RouteRule> = {
  'signOn.ways': { allowed: everybody, absent: 'nothing', places: plain(), atTheDoor: 'done' },
  'signOn.account': { allowed: everybody, absent: 'nothing', places: plain() },
  'signOn.sessions': { allowed: everybody, absent: 'nothing', places: plain() },
  'signOn.endSession': {
    allowed: everybody,
    absent: 'not found',
    places: async ({ userId }, databases) => {
      const { rows } = await sql<{
        id: number
      }>`select id from organisation.user_account where id <> ${userId} order by id limit 1`.execute(databases.owner)
      return {
        inside: { id: await openSession(databases, userId) },
        outside: [{ id: await openSession(databases, rows[0]?.id ?? 0) }],
        none: { id: '999999999' },
      }
    },
  },
  'signOn.endAllSessions': { allowed: everybody, absent: 'nothing', places: plain({ keepThis: true }) },
  'signOn.prove': { allowed: everybody, absent: 'nothing', places: plain({ password }) },
  'signOn.offerSecondFactor': { allowed: everybody, absent: 'nothing', places: plain() },
  // a wrong code proves nothing
  'signOn.confirmSecondFactor': { allowed: [], refusal: 'sign in', absent: 'nothing', places: plain({ code: '000000' }) },
  'signOn.renewRecoveryCodes': { allowed: everybody, absent: 'nothing', places: withFactor },
  'signOn.removeSecondFactor': { allowed: everybody, absent: 'nothing', places: withFactor },
  'signOn.changePassword': { allowed: everybody, absent: 'nothing', places: plain({ password, newPassword: 'walked-kettle-42' }) },
  'signOn.unlockLogin': helping,
  'signOn.resetPassword': helping,
  'signOn.resetSecondFactor': helping,
}
