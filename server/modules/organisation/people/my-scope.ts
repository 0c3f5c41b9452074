import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import type { StandIn } from './contract.ts'
import { standInsOf } from './deputies.sql.ts'
import type { Desk, Refusal } from './desk.ts'
import { wornHat, type Hat } from './hat.rules.ts'
import { chooseHat, chosenHat, hatsOf } from './hats.sql.ts'
import { staffIdOf } from './logins.sql.ts'

export interface MyScope {
  hats: Hat[]
  /** key of the hat that is worn */
  worn: string
  given: StandIn[]
  received: StandIn[]
  /** how many institutions are in sight */
  institutions: number
}

/** What the person of a session may act as, acts as, and who acts for whom; only what has not ended. */
export async function myScope({ accounts, person, today }: Desk, tokenSha256: Buffer): Promise<MyScope> {
  const hats = await hatsOf(accounts, person.userId, today)
  const staffId = await staffIdOf(accounts, person.userId)
  const standIns = staffId === null ? [] : await standInsOf(accounts, staffId)
  const running = standIns.filter((one) => one.lastOn === null || one.lastOn >= today)
  return {
    hats,
    worn: wornHat(hats, await chosenHat(accounts, tokenSha256))?.key ?? '',
    given: running.filter((one) => one.principalId === staffId),
    received: running.filter((one) => one.deputyId === staffId),
    institutions: person.scope.institutions.length,
  }
}

/** Changes which of their posts a session wears, on record; one that is not theirs, or no longer, is NOT_FOUND. */
export async function wearPost(desk: Desk, tokenSha256: Buffer, key: string): Promise<{ done: true } | Refusal> {
  const { accounts, database, person, today } = desk
  const entry = { actor: actorOf(person), action: 'wear-post', subject: { kind: 'hat', id: key } } as const
  const hat = (await hatsOf(accounts, person.userId, today)).find((one) => one.key === key)
  if (!hat) {
    await recordRefusal(database, { ...entry, detail: { reason: 'NOT_FOUND' } })
    return 'NOT_FOUND'
  }
  await accounts.transaction().execute(async (trx) => {
    await chooseHat(trx, tokenSha256, key)
    const detail = { role: hat.role, forStaffNo: hat.forStaffNo }
    await recordAudit(trx, { ...entry, institutionId: hat.institutionId, outcome: 'done', detail })
  })
  forgetAllSessions()
  return { done: true }
}
