import { modelFileSchema } from '../../../../learn/index.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { currentPublication } from '../../organisation/index.ts'
import { standingChallenger } from '../challenger.sql.ts'
import { mayProposeModels } from '../model.policy.ts'
import { proposeModel } from '../propose-model.ts'

/**
 * Asks that the standing challenger be put in force from the next night on: as a version of its own that another person approves, with all that is asked of a new model. Once it
 * is approved the challenger has ended. Refused like any proposal, and when the version is no standing challenger.
 */
export async function promoteChallenger(database: Database, person: Person, wish: { version: number; reason: string }, now: Date) {
  if (!mayProposeModels(person.scope.role)) return 'FORBIDDEN'
  const found = await withScope(database, person.scope, async (trx) => ({
    standing: await standingChallenger(trx),
    newest: (await currentPublication(trx))?.businessDate ?? businessDateOf(now),
  }))
  const { standing, newest } = found
  if (standing?.version !== wish.version) return 'NOT_FOUND'
  const proposal = {
    content: modelFileSchema.parse(standing.content),
    validFrom: addDays(newest, 1),
    reason: wish.reason,
    features: new Map(Object.entries(standing.sources)),
    promotes: wish.version,
  }
  return proposeModel(database, person, proposal, now)
}
