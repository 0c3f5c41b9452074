import type { Policies } from '../policy/index.ts'
import { askedFields, type AskedField, type Completeness } from './contract.ts'

/** Policy lines of a dossier: what each field weighs, after how many months it is stale, what a stale one still counts (basis points). */
export interface DossierLines {
  weights: Record<AskedField, number>
  staleMonths: Record<AskedField, number>
  staleCountsBp: number
}

const byField = (value: (field: AskedField) => number) =>
  Object.fromEntries(askedFields.map((field) => [field, value(field)])) as Record<AskedField, number>

export const dossierLinesOf = (policies: Policies): DossierLines => ({
  weights: byField((field) => policies.whole(`dossier.weight.${field}`)),
  staleMonths: byField((field) => policies.whole(`dossier.stale_months.${field}`)),
  staleCountsBp: policies.whole('dossier.stale_counts_bp'),
})

/** Whole months from one ISO date to a later one. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0))
}

/** Whether a fact of so many months should be asked again; notes do not age. */
export const isStale = (field: string, monthsAgo: number, { staleMonths }: DossierLines): boolean =>
  field !== 'note' && monthsAgo >= (staleMonths[field as AskedField] ?? Infinity)

/**
 * How complete a dossier is, in basis points of all weights, and what is worth asking next: what adds most, of equals the first (M20). A field is as
 * fresh as its freshest fact.
 */
export function completenessOf(facts: readonly { field: string; stale: boolean }[], lines: DossierLines): Completeness {
  const all = askedFields.reduce((sum, field) => sum + lines.weights[field], 0)
  const share = (points: number) => (all === 0 ? 0 : Math.floor((points * 10_000) / all))
  const fields = askedFields.map((field) => {
    const known = facts.filter((one) => one.field === field)
    const state = known.length === 0 ? ('missing' as const) : known.every(({ stale }) => stale) ? ('stale' as const) : ('fresh' as const)
    const weight = lines.weights[field]
    const counts = state === 'missing' ? 0 : state === 'fresh' ? weight : (weight * lines.staleCountsBp) / 10_000
    return { field, weight, state, counts, gainBp: share(weight - counts) }
  })
  const best = fields.reduce((held, one) => (one.gainBp > held.gainBp ? one : held))
  return {
    bp: share(fields.reduce((sum, { counts }) => sum + counts, 0)),
    fields: fields.map(({ field, weight, state, gainBp }) => ({ field, weight, state, gainBp })),
    next: best.gainBp === 0 ? null : best.field,
  }
}
