import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { dayProblem, describeChanges } from './change.ts'
import type { PackChange } from './contract.ts'
import { packAt } from './pack.sql.ts'
import { basePack, packNames } from './packs.ts'
import { mayProposePolicies } from './policy.policy.ts'
import { policyRows } from './policy.sql.ts'
import { packDifferences } from './propose-change.ts'

/** What a switch to another regulation pack would change from a day on, key by key. */
export async function previewPack(
  database: Database,
  person: Person,
  { pack, validFrom }: { pack: string; validFrom: string },
  now: Date,
): Promise<{ changes: PackChange[] } | 'FORBIDDEN' | 'NOT_FOUND' | { problem: string }> {
  if (!mayProposePolicies(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'preview-policy', detail: { pack } })
    return 'FORBIDDEN'
  }
  const problem = dayProblem(validFrom, now)
  if (problem) return { problem }
  if (!packNames().includes(pack)) return 'NOT_FOUND'
  return withScope(database, person.scope, async (trx) => {
    const rows = await policyRows(trx)
    const held = (await packAt(trx, validFrom))?.pack ?? basePack
    const changes = describeChanges(rows, packDifferences(rows, { from: held, to: pack }, validFrom), validFrom)
    return { changes: changes.map(({ key, name, fromText, toText, value }) => ({ key, name, from: fromText, to: toText, value })) }
  })
}
