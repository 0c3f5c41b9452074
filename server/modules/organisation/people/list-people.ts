import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { withScope } from '../../../platform/database/scope.ts'
import { subtreeOf } from '../subtree.sql.ts'
import type { PersonFile, PersonRow } from './contract.ts'
import { onRecord, staffSubject, type Desk, type Refusal } from './desk.ts'
import { standInsOf } from './deputies.sql.ts'
import { loginsOf } from './logins.sql.ts'
import { listedPerson, mayChange } from './may-manage.ts'
import { mayReadPeople } from './people.policy.ts'
import { customersKept, peoplePage, postHistory, type PeopleFilter } from './people.sql.ts'

export interface PeopleQuery extends Omit<PeopleFilter, 'institutionIds' | 'staffId'> {
  institutionId?: number | undefined
}

/** A page of the people in the scope, with the state of their log-ins. An institution outside the scope is NOT_FOUND; refusals are on record. */
export async function listPeople(desk: Desk, query: PeopleQuery): Promise<{ rows: PersonRow[]; total: number } | Refusal> {
  const { institutionId, ...filter } = query
  const { person, database, today } = desk
  const answer = await withScope(database, person.scope, async (trx) => {
    if (!mayReadPeople(person.scope.role)) return 'FORBIDDEN' as const
    const institutionIds = institutionId === undefined ? undefined : await subtreeOf(trx, person.scope, institutionId)
    if (institutionIds?.length === 0) return 'NOT_FOUND' as const
    return peoplePage(trx, { ...filter, ...(institutionIds ? { institutionIds } : {}) }, today)
  })
  if (typeof answer === 'string') {
    const subject = institutionId === undefined ? {} : { subject: { kind: 'institution', id: String(institutionId) } }
    await recordRefusal(database, { actor: actorOf(person), action: 'list-people', ...subject, detail: { reason: answer } })
    return answer
  }
  const logins = await loginsOf(
    desk.accounts,
    answer.rows.map((row) => row.staffId),
    desk.now,
  )
  return { total: answer.total, rows: answer.rows.map((row) => ({ ...row, login: logins.get(row.staffId)?.state ?? 'none' })) }
}

/** All that is known of one person: posts, deputies, log-in, portfolio, and whether the person at the desk may change them. On record. */
export async function openPersonFile(desk: Desk, staffId: number): Promise<PersonFile | Refusal> {
  const may = mayReadPeople(desk.person.scope.role)
  const mayManage = may ? await mayChange(desk, staffId) : 'FORBIDDEN'
  return onRecord(desk, { action: 'open-person', subject: staffSubject(staffId) }, async (trx) => {
    if (!may) return 'FORBIDDEN'
    const row = await listedPerson(trx, staffId, desk.today)
    if (!row || mayManage === 'NOT_FOUND') return 'NOT_FOUND'
    const login = (await loginsOf(desk.accounts, [staffId], desk.now)).get(staffId)
    const standIns = await standInsOf(trx, staffId)
    return {
      ...row,
      login: login?.state ?? 'none',
      history: await postHistory(trx, staffId),
      given: standIns.filter((one) => one.principalId === staffId),
      received: standIns.filter((one) => one.deputyId === staffId),
      account: login
        ? {
            login: login.login,
            state: login.state,
            lockedUntil: login.lockedUntil?.toISOString() ?? null,
            lastSeenAt: login.lastSeenAt?.toISOString() ?? null,
          }
        : null,
      customers: await customersKept(trx, staffId),
      mayManage,
    }
  })
}
