import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import type { Verdict, WatchedGift } from './contract.ts'
import { mayReviewGifts, mayWatchGifts } from './oversight.policy.ts'
import { insertReview, listClusters, listWatched, type ClusterRow, type WatchedRow } from './watch.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'review-gift': true
  }
}

const lookBackDays = 180

const shown = ({ verdict, note, reviewedBy, reviewedAt, beforeFen, afterFen, ...row }: WatchedRow): WatchedGift => ({
  ...row,
  beforeFen: beforeFen?.toString() ?? null,
  afterFen: afterFen?.toString() ?? null,
  review: verdict && note && reviewedBy && reviewedAt ? { verdict, note, by: reviewedBy, at: reviewedAt.toISOString() } : null,
})

export interface ShownWatch {
  fromFen: string
  handOuts: number
  gifts: WatchedGift[]
  clusters: ClusterRow[]
}

/** Gifts of half a year beside their customers' inflow of a week before and after (M96, A5), and how they crowd at month ends. */
export async function showWatched(database: Database, person: Person, now: Date): Promise<ShownWatch | 'FORBIDDEN'> {
  if (!mayWatchGifts(person.scope.role)) return 'FORBIDDEN'
  const today = businessDateOf(now)
  const since = addDays(today, -lookBackDays)
  return withScope(database, person.scope, async (trx) => {
    const fromFen = (await policyAt(trx, today)).fen('reward.watch.inflow_from_fen')
    const gifts = await listWatched(trx, since, fromFen)
    const clusters = await listClusters(trx, since)
    const handOuts = clusters.reduce((sum, one) => sum + one.handOuts, 0)
    return { fromFen: fromFen.toString(), handOuts, gifts: gifts.map(shown), clusters }
  })
}

/** Compliance writes down what it found of a hand-out, once; refusals are on record. */
export async function reviewGift(
  database: Database,
  person: Person,
  review: { handOutId: string; verdict: Verdict; note: string },
  now: Date,
): Promise<{ handOutId: string } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const { handOutId, verdict, note } = review
  const asked = {
    actor: actorOf(person),
    action: 'review-gift',
    subject: { kind: 'hand_out', id: handOutId },
    detail: { verdict, note },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayReviewGifts(person.scope.role)) return 'FORBIDDEN'
    const institutionId = await insertReview(trx, { ...review, at: now }, person)
    if (institutionId === undefined) return 'NOT_FOUND'
    if (institutionId === null) return 'CONFLICT'
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { handOutId }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
