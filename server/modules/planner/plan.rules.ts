import type { Policies } from '../policy/index.ts'

/** What a salaried customer tells at the desk (M65); whole fen a month, and what lies ready for emergencies. */
export interface PlanQuestion {
  incomeFen: bigint
  spendFen: bigint
  reserveFen: bigint
  wantsCover: boolean
}

/** What the bank knows of the customer that suitability asks for (M97). */
export interface PlanCustomer {
  age: number | null
  /** C1 to C5; null = never assessed */
  riskTolerance: string | null
  /** full months since the assessment; null = never */
  assessedMonths: number | null
}

/** Why no fund plan is suggested. */
export type FundRefusal = 'elder' | 'age_unknown' | 'not_assessed' | 'assessment_old' | 'risk_above' | 'too_little'

export interface Rung {
  months: number
  rateBp: number
  /** into this term each month */
  depositFen: bigint
  /** of one such deposit at its end, by today's price list, rounded down */
  interestFen: bigint
}

export interface PlanMonth {
  month: number
  reserveFen: bigint
  premiumFen: bigint
  fundFen: bigint
  ladderFen: bigint
}

export interface Plan {
  surplusFen: bigint
  reserveTargetFen: bigint
  reserveGapFen: bigint
  /** null: not wanted, not of age, or dearer than what is left */
  cover: { coverFen: bigint; yearlyFen: bigint; monthlyFen: bigint } | null
  fund: { monthlyFen: bigint; yearFen: bigint; worstFen: bigint; worstBp: number } | null
  fundRefusal: FundRefusal | null
  rungs: Rung[]
  months: PlanMonth[]
}

const whole = 10_000n
const twelve = 12n
const hundredThousandYuan = 10_000_000n
const yuan = 100n
const adult = 18
const coverUntil = 60

const ceil = (part: bigint, by: bigint): bigint => (part + by - 1n) / by

/** A year of the surplus, month by month, with its maths: cover first, then the reserve, then fund plan and deposit ladder. Undefined when nothing is left over. */
export function planOf(asked: PlanQuestion, customer: PlanCustomer, policies: Policies): Plan | undefined {
  const surplusFen = asked.incomeFen - asked.spendFen
  if (surplusFen <= 0n) return undefined
  const reserveTargetFen = asked.spendFen * BigInt(policies.whole('planner.reserve_months'))
  const reserveGapFen = reserveTargetFen > asked.reserveFen ? reserveTargetFen - asked.reserveFen : 0n
  const cover = asked.wantsCover ? coverOf(asked.incomeFen, surplusFen, customer.age, policies) : null
  const leftFen = surplusFen - (cover?.monthlyFen ?? 0n)
  const shareFen = ((leftFen * BigInt(policies.whole('planner.fund_share_bp'))) / whole / yuan) * yuan
  const fundRefusal = fundRefusalOf(customer, policies) ?? (shareFen < policies.fen('planner.fund_least_fen') ? 'too_little' : null)
  const fundFen = fundRefusal === null ? shareFen : 0n
  const months = monthsOf({ leftFen, premiumFen: cover?.monthlyFen ?? 0n, reserveGapFen, fundFen })
  const yearFen = months.reduce((sum, month) => sum + month.fundFen, 0n)
  const worstBp = policies.whole('planner.fund_worst_bp')
  return {
    surplusFen,
    reserveTargetFen,
    reserveGapFen,
    cover,
    fund: fundRefusal === null ? { monthlyFen: fundFen, yearFen, worstFen: (yearFen * (whole - BigInt(worstBp))) / whole, worstBp } : null,
    fundRefusal,
    rungs: rungsOf(leftFen - fundFen, policies),
    months,
  }
}

function monthsOf(parts: { leftFen: bigint; premiumFen: bigint; reserveGapFen: bigint; fundFen: bigint }): PlanMonth[] {
  let gap = parts.reserveGapFen
  return Array.from({ length: 12 }, (_, at) => {
    const reserveFen = gap < parts.leftFen ? gap : parts.leftFen
    gap -= reserveFen
    const rest = parts.leftFen - reserveFen
    const fundFen = rest >= parts.fundFen ? parts.fundFen : 0n
    return { month: at + 1, reserveFen, premiumFen: parts.premiumFen, fundFen, ladderFen: rest - fundFen }
  })
}

const bands = [
  [30, 'planner.premium_under_30_fen'],
  [40, 'planner.premium_30s_fen'],
  [50, 'planner.premium_40s_fen'],
  [coverUntil, 'planner.premium_50s_fen'],
] as const

/** Term cover of so many yearly incomes, in full 100,000 yuan, at the price of the age; null when it is not sold at that age or dearer than the surplus. */
function coverOf(incomeFen: bigint, surplusFen: bigint, age: number | null, policies: Policies): Plan['cover'] {
  const band = age === null || age < adult ? undefined : bands.find(([below]) => age < below)
  if (!band) return null
  const units = ceil(incomeFen * twelve * BigInt(policies.whole('planner.cover_years')), hundredThousandYuan)
  const yearlyFen = units * policies.fen(band[1])
  const monthlyFen = ceil(yearlyFen, twelve)
  return monthlyFen < surplusFen ? { coverFen: units * hundredThousandYuan, yearlyFen, monthlyFen } : null
}

const terms = [
  [3, 'planner.deposit_3m_bp'],
  [6, 'planner.deposit_6m_bp'],
  [12, 'planner.deposit_12m_bp'],
  [24, 'planner.deposit_24m_bp'],
] as const

/** The month's deposit in four equal parts, what does not divide in the shortest. */
function rungsOf(ladderFen: bigint, policies: Policies): Rung[] {
  const part = ladderFen / BigInt(terms.length)
  return terms.map(([months, key], at) => {
    const depositFen = at === 0 ? ladderFen - part * BigInt(terms.length - 1) : part
    const rateBp = policies.whole(key)
    return { months, rateBp, depositFen, interestFen: (depositFen * BigInt(rateBp) * BigInt(months)) / (whole * twelve) }
  })
}

const levelOf = (code: string): number => Number(code.replaceAll(/\D/g, ''))

/** M97: an unfit product is never suggested, and from an age on none whose value moves. */
function fundRefusalOf({ age, riskTolerance, assessedMonths }: PlanCustomer, policies: Policies): FundRefusal | null {
  if (age === null) return 'age_unknown'
  if (age >= policies.whole('planner.elder_from_age')) return 'elder'
  if (riskTolerance === null || assessedMonths === null) return 'not_assessed'
  if (assessedMonths >= policies.whole('planner.assessment_months')) return 'assessment_old'
  return levelOf(riskTolerance) < levelOf(policies.code('planner.fund_risk')) ? 'risk_above' : null
}
