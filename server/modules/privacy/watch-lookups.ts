import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import type { Transaction } from 'kysely'
import { bulksOf, flagsOf, type Lookup, type SelfRule, type WatchPolicy } from './lookup-watch.rules.ts'
import { insertFlags, lastBulkAt, lookupsOfActor, newLookups, type NewFlag } from './lookup-watch.sql.ts'

/**
 * Reads what the trail has gained since the last time and raises flags for compliance. Returns how many are new. `database` is the owner's
 * handle; several at once take turns. Due every minute or so.
 */
export function watchLookups(database: Database, now: Date): Promise<number> {
  return database.transaction().execute(async (trx) => {
    const policy = await watchPolicy(trx, now)
    const lookups = await newLookups(trx)
    const single = lookups.flatMap((lookup) => flagsOf(lookup, policy).map((kind) => ({ kind, entryId: lookup.entryId, customers: null })))
    const flags = [...single, ...(await bulkFlags(trx, lookups, policy))]
    return flags.length === 0 ? 0 : insertFlags(trx, flags)
  })
}

async function bulkFlags(trx: Transaction<unknown>, lookups: readonly Lookup[], policy: WatchPolicy): Promise<NewFlag[]> {
  const flags: NewFlag[] = []
  for (const [actor, own] of Map.groupBy(lookups, (lookup) => lookup.actorUserId)) {
    const [first] = own
    if (actor === null || !first) continue
    const from = new Date(first.at.getTime() - policy.bulkMinutes * 60_000)
    const bulks = bulksOf(await lookupsOfActor(trx, actor, from), policy, await lastBulkAt(trx, actor))
    flags.push(...bulks.map(({ lookup, customers }) => ({ kind: 'bulk' as const, entryId: lookup.entryId, customers })))
  }
  return flags
}

async function watchPolicy(database: Database, now: Date): Promise<WatchPolicy> {
  const policies = await policyAt(database, businessDateOf(now))
  return {
    bulkCustomers: policies.whole('lookup_watch.bulk_customers'),
    bulkMinutes: policies.whole('lookup_watch.bulk_minutes'),
    hoursFromMinute: policies.whole('lookup_watch.hours_from_minute'),
    hoursUntilMinute: policies.whole('lookup_watch.hours_until_minute'),
    selfRule: selfRuleOf(policies.code('lookup_watch.self_rule')),
  }
}

function selfRuleOf(code: string): SelfRule {
  if (code === 'staff_account_of_same_name' || code === 'same_name') return code
  throw new Error(`政策 lookup_watch.self_rule 的值「${code}」不认识，应为 staff_account_of_same_name 或 same_name`)
}
