import { ageOn } from '../../platform/birthday.ts'
import type { Reason } from './contract.ts'
import type { CustomerCard } from './people.sql.ts'
import type { TodayPolicy } from './today-policy.ts'

/** What to mind with a customer whatever the channel: hints for the manager, worded by the screen. */
export type Warning = 'fraud_check' | 'elder' | 'assess_first' | 'service_only'

/**
 * Of somebody old with a large outflow: ask about fraud first (M96a); of the old: the stricter path; without a valid assessment: no talk of products
 * before it is renewed (M97); where every reason is a notice: no promotion.
 */
export function warningsOf(
  reasons: readonly Pick<Reason, 'code' | 'service'>[],
  card: Pick<CustomerCard, 'birthDate' | 'riskAssessedOn'> | undefined,
  date: string,
  { elderFromAge, assessmentMonths }: TodayPolicy,
): Warning[] {
  const found: Warning[] = []
  const old = card?.birthDate !== null && card?.birthDate !== undefined && ageOn(card.birthDate, date) >= elderFromAge
  const leaves = reasons.some(({ code }) => code === 'outflow' || code === 'own_name_outflow')
  if (old && leaves) found.push('fraud_check')
  else if (old) found.push('elder')
  if (reasons.every(({ service }) => service)) found.push('service_only')
  else if (!isValid(card?.riskAssessedOn ?? null, date, assessmentMonths)) found.push('assess_first')
  return found
}

/** An assessment holds for so many months, to the day. */
function isValid(assessedOn: string | null, date: string, months: number): boolean {
  if (assessedOn === null) return false
  const [year = 0, month = 0] = assessedOn.split('-').map(Number)
  const last = year * 12 + (month - 1) + months
  const until = `${String(Math.floor(last / 12)).padStart(4, '0')}-${String((last % 12) + 1).padStart(2, '0')}${assessedOn.slice(7)}`
  return date < until
}
