import type { Database } from '../../../platform/database/pools.ts'
import type { Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { reachOf } from '../scope.rules.ts'
import { wornHat, type Hat } from './hat.rules.ts'
import { hatsOf, institutionsUnder } from './hats.sql.ts'

interface Account {
  userId: number
  login: string
  name: string
}

/**
 * The person as they act on `today` (business date): in the chosen post while it may be worn, else in the first of theirs; undefined when there is none.
 * `database` is the owner's handle.
 */
export async function personWearing(
  database: Database,
  account: Account,
  chosen: string | null,
  today: string,
): Promise<Person | undefined> {
  const hat = wornHat(await hatsOf(database, account.userId, today), chosen)
  return hat && dressed(database, account, hat)
}

/**
 * The person in that one of their posts of `today` which gives the rights described; undefined when none does any more. `topInstitutionId` is the
 * institution that the others of the scope are below. `database` is the owner's handle.
 */
export async function personWithRights(
  database: Database,
  account: Account,
  rights: { role: string; managerId: number | null; topInstitutionId: number | null },
  today: string,
): Promise<Person | undefined> {
  for (const hat of await hatsOf(database, account.userId, today)) {
    if (hat.role !== rights.role) continue
    const person = await dressed(database, account, hat)
    if (person.scope.managerId === rights.managerId && (person.scope.institutions[0] ?? null) === rights.topInstitutionId) return person
  }
  return undefined
}

async function dressed(database: Database, { userId, login, name }: Account, hat: Hat): Promise<Person> {
  const scope = await scopeIn(database, userId, hat)
  return { userId, login, name, scope, ...(hat.forStaffNo === null ? {} : { onBehalfOf: hat.forStaffNo }) }
}

/** A relationship manager without a staff record has no portfolio: -1 is nobody's id. */
async function scopeIn(database: Database, userId: number, { role, institutionId, portfolioOf }: Hat): Promise<Scope> {
  const reach = reachOf(role)
  if (reach === 'portfolio') return { userId, role, institutionId, institutions: [institutionId], managerId: portfolioOf ?? -1 }
  return { userId, role, institutionId, institutions: await institutionsUnder(database, institutionId, reach === 'bank'), managerId: null }
}
