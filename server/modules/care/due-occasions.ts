import type { Scoped } from '../../platform/database/scope.ts'
import type { Policies } from '../policy/index.ts'
import { writtenLately } from './care.sql.ts'
import type { Occasion } from './contract.ts'
import { findOccasions, occasionCode, rememberedFrom } from './find-occasions.ts'
import { daysFrom } from './occasion.rules.ts'

/** A day that is a reason to turn to a customer: what is kept, when, whose; the name of a festival. Names of the family stay in the dossier. */
export interface DueOccasion {
  kind: Occasion['kind']
  on: string
  lunar: boolean
  relation: string | null
  years: number | null
  festival: string | null
}

/**
 * Of some customers the next occasion from a date on within policy today.occasion_days, of the kinds of policy today.occasions, that nobody has written
 * about yet (M22, M25). Call inside `withScope`.
 */
export async function dueOccasions(
  trx: Scoped,
  { ids, date, now, policies }: { ids: readonly bigint[]; date: string; now: Date; policies: Policies },
): Promise<Map<bigint, DueOccasion>> {
  const kinds = policies.code('today.occasions').split(' ')
  const due = new Map<bigint, DueOccasion>()
  if (ids.length === 0 || kinds.every((kind) => kind === '')) return due
  const found = (await findOccasions(trx, daysFrom(date, policies.whole('today.occasion_days')), policies, ids)).filter(({ kind }) =>
    kinds.includes(kind),
  )
  if (found.length === 0) return due
  const written = await writtenLately(
    trx,
    found.map(({ customer }) => customer.customerId),
    rememberedFrom(policies, now),
  )
  const rank = ({ kind }: { kind: string }) => kinds.indexOf(kind)
  for (const { customer, kind, on, lunar, relation, years, festival } of found.sort(
    (a, b) => a.on.localeCompare(b.on) || rank(a) - rank(b),
  )) {
    const { customerId } = customer
    if (due.has(customerId) || written.has(`${customerId} ${occasionCode(kind, festival?.code ?? null)}`)) continue
    due.set(customerId, { kind, on, lunar, relation, years, festival: festival?.name ?? null })
  }
  return due
}
