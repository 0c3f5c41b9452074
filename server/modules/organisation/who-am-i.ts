import { businessDateOf, expectedDataDate } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { me, type Me } from './contract.ts'
import { currentPublication } from './freshness.sql.ts'
import { visibleInstitutions } from './institution.sql.ts'
import { staffNameOf } from './people/posts.sql.ts'

/** Who the person is, what they see, and how fresh the data is: `late` when a business date was due after `dataAsOf` and has not come. */
export function whoAmI(database: Database, person: Person, now: Date): Promise<Me> {
  return withScope(database, person.scope, async (trx) => {
    const publication = await currentPublication(trx)
    const { userId, login, name, scope } = person
    return {
      userId,
      login,
      name,
      role: me.shape.role.parse(scope.role),
      institutionId: scope.institutionId,
      actingFor: person.onBehalfOf === undefined ? null : await staffNameOf(trx, person.onBehalfOf),
      institutions: await visibleInstitutions(trx, scope, businessDateOf(now)),
      data: publication ? { ...publication, late: expectedDataDate(now) > publication.dataAsOf } : null,
    }
  })
}
