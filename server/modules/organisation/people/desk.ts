import { actorOf, type AuditEntry } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { peopleRefusals } from './contract.ts'
import { staffIdOf } from './logins.sql.ts'
import type { Manager } from './manage.rules.ts'

export type Refusal = keyof typeof peopleRefusals

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-people': true
    'open-person': true
    'add-person': true
    'add-post': true
    'end-post': true
    'transfer-post': true
    'leave-bank': true
    'rejoin-bank': true
    'add-deputy': true
    'end-deputy': true
    'list-orphans': true
    'succeed-manager': true
    'open-login': true
    'close-login': true
    'list-institutions': true
    'save-cluster': true
    'end-cluster': true
    'wear-post': true
  }
}

/** Where somebody sits who looks after people: both handles, who they are, what time it is. */
export interface Desk {
  /** role `liuke_app`, for use inside `withScope` */
  database: Database
  /** the owner's handle: accounts and sessions are closed to the web's role */
  accounts: Database
  person: Person
  now: Date
  /** business date */
  today: string
}

export const deskOf = (context: { database: Database; accounts: Database; person: Person; now: () => Date }): Desk => {
  const now = context.now()
  return { database: context.database, accounts: context.accounts, person: context.person, now, today: businessDateOf(now) }
}

/** The person at the desk as manage.rules.ts knows them. */
export async function managerAt({ accounts, person }: Desk): Promise<Manager> {
  const { role, institutionId, institutions } = person.scope
  return {
    role,
    institutionId,
    institutions,
    staffId: await staffIdOf(accounts, person.userId),
    actsForOthers: person.onBehalfOf !== undefined,
  }
}

type Asked = Omit<AuditEntry, 'actor' | 'outcome'>

/** What the database itself turns back when two do the same at once, by the name of its constraint. */
const byConstraint: Record<string, Refusal> = {
  post_overlaps: 'POST_OVERLAPS',
  deputy_overlaps: 'DEPUTY_OVERLAPS',
  successor_overlaps: 'STILL_KEPT',
  one_cluster_an_outlet: 'IN_OTHER_CLUSTER',
  one_core_a_cluster: 'ONE_CORE',
}
const serializationFailure = '40001'

function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  if ('constraint' in error && typeof error.constraint === 'string' && error.constraint in byConstraint)
    return byConstraint[error.constraint]
  return 'code' in error && error.code === serializationFailure ? 'CONFLICT' : undefined
}

/**
 * Does `work` in the person's scope and puts it on record in the same transaction; `work` answers a refusal before it changes anything. A refusal is on
 * record by itself, with its reason.
 */
export const onRecord = <T extends object>(desk: Desk, asked: Asked, work: (trx: Scoped) => Promise<T | Refusal>): Promise<T | Refusal> =>
  recorded(desk, asked, (act) => withScope(desk.database, desk.person.scope, act), work)

/** Likewise by the owner's handle, for what touches accounts and sessions: `work` has to ask itself what the person may see. */
export const onRecordAsOwner = <T extends object>(
  desk: Desk,
  asked: Asked,
  work: (trx: Scoped) => Promise<T | Refusal>,
): Promise<T | Refusal> => recorded(desk, asked, (act) => desk.accounts.transaction().execute(act), work)

async function recorded<T extends object>(
  desk: Desk,
  asked: Asked,
  inTransaction: (act: (trx: Scoped) => Promise<T | Refusal>) => Promise<T | Refusal>,
  work: (trx: Scoped) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const entry = { ...asked, actor: actorOf(desk.person) }
  const act = async (trx: Scoped) => {
    const answer = await work(trx)
    if (typeof answer !== 'string') await recordAudit(trx, { ...entry, outcome: 'done' })
    return answer
  }
  const answer = await inTransaction(act).catch((error: unknown) => {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    return refusal
  })
  if (typeof answer === 'string') await recordRefusal(desk.database, { ...entry, detail: { ...entry.detail, reason: answer } })
  return answer
}

/** The subject of an entry about a member of staff. */
export const staffSubject = (staffId: number) => ({ kind: 'staff', id: String(staffId) })
