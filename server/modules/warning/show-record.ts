import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { currentPublication } from '../customer/index.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { signals, type Signal, type SignalRecord } from './contract.ts'
import { intervalOf, quantileOf, shareBp, verdictOf } from './record.rules.ts'
import { leadSums, recordSums, type RecordSum } from './record.sql.ts'
import { signalCounts } from './summary.sql.ts'
import { mayReadRecord } from './warning.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'show-warning-record': true
  }
}

const switchKeyOf = (signal: Signal): string => `warning.${signal}.on`

/**
 * What every signal was worth in the bank's own past (M40): share of the warned who left by the house's definition with its interval beside the base, and how many
 * days they left. Of the whole bank, or of an institution in sight. Refusals are on record.
 */
export async function showRecord(database: Database, person: Person, institutionId: number | undefined) {
  const asked = institutionId ?? person.scope.institutionId
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    const subject = { kind: 'institution', id: String(asked) } as const
    await recordRefusal(database, { actor: actorOf(person), action: 'show-warning-record', subject })
    return code
  }
  if (!mayReadRecord(person.scope.role)) return refuse('FORBIDDEN')
  const found = await withScope(database, person.scope, async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate, version } = publication
    const below = await subtreeOf(trx, person.scope, asked)
    if (below.length === 0) return 'NOT_FOUND'
    const policies = await policyAt(trx, businessDate, version)
    const institutions = institutionId === undefined ? undefined : below
    const sums = new Map((await recordSums(trx, businessDate, institutions)).map((sum) => [sum.signal, sum]))
    const leads = await leadSums(trx, businessDate, institutions)
    const now = new Map((await signalCounts(trx, { businessDate, institutions: below })).map((one) => [one.signal, one.customers]))
    const base = sums.get('everyone')
    const known = { sums, leads, now, baseBp: base ? shareBp(base.hasLeft, base.warned) : null, policies }
    return {
      businessDate,
      from: base?.from ?? null,
      until: base?.until ?? null,
      atLeast: policies.whole('warning.record_at_least'),
      leaving: {
        months: policies.whole('leaving.months'),
        leftAtMostBp: policies.whole('leaving.left_at_most_bp'),
        floorFen: policies.fen('leaving.floor_fen').toString(),
      },
      base: { warned: base?.warned ?? 0, hasLeft: base?.hasLeft ?? 0, rateBp: known.baseBp },
      signals: signals.map((signal) => recordOf(signal, known)),
    }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}

interface Known {
  sums: ReadonlyMap<string, RecordSum>
  leads: readonly { signal: Signal; days: number; customers: number }[]
  now: ReadonlyMap<Signal, number>
  baseBp: number | null
  policies: Policies
}

function recordOf(signal: Signal, { sums, leads, now, baseBp, policies }: Known): SignalRecord {
  const { warned, hasLeft } = sums.get(signal) ?? { warned: 0, hasLeft: 0 }
  const interval = warned === 0 ? { lowBp: null, highBp: null } : intervalOf(hasLeft, warned)
  const own = leads.filter((lead) => lead.signal === signal)
  const at = (part: number) => quantileOf(own, part)
  return {
    signal,
    on: policies.code(switchKeyOf(signal)) === 'on',
    policyKey: switchKeyOf(signal),
    warned,
    hasLeft,
    rateBp: shareBp(hasLeft, warned),
    ...interval,
    lead: own.length === 0 ? null : { quarter: at(0.25), median: at(0.5), threeQuarters: at(0.75) },
    now: now.get(signal) ?? 0,
    verdict: verdictOf({ warned, hasLeft }, baseBp, policies.whole('warning.record_at_least')),
  }
}
