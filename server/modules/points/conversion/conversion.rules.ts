import type { Policies } from '../../policy/index.ts'

/** Categories that convert to something, each by policy `conversion.<category>_bp` (M51); all others convert to nothing. */
export const convertedCategories = [
  'demand_deposit',
  'time_deposit',
  'structured_deposit',
  'large_certificate',
  'wealth_product',
  'fund',
  'asset_management',
  'insurance',
  'bond',
  'precious_metal',
] as const

export interface HeldCategory {
  category: string
  balanceFen: bigint
}

export interface ConvertedLine extends HeldCategory {
  coefficientBp: number
  /** balance × coefficient, rounded down for this line alone; the sum is divided once */
  convertedFen: bigint
}

const whole = 10_000n
const isConverted = (category: string): boolean => (convertedCategories as readonly string[]).includes(category)

/** 折算金融资产 of what is held, with each category's part (M51): Σ balance × coefficient, divided once. Fen. */
export function convert(held: readonly HeldCategory[], policies: Policies): { lines: ConvertedLine[]; convertedFen: bigint } {
  const weighed = held.map(({ category, balanceFen }) => {
    const coefficientBp = isConverted(category) ? policies.whole(`conversion.${category}_bp`) : 0
    return { category, balanceFen, coefficientBp, weighed: balanceFen * BigInt(coefficientBp) }
  })
  const sum = weighed.reduce((all, one) => all + one.weighed, 0n)
  return {
    lines: weighed.map(({ weighed: part, ...line }) => ({ ...line, convertedFen: part / whole })),
    convertedFen: sum > 0n ? sum / whole : 0n,
  }
}

/** The level that converted assets reach by the standard of events (M51); the upper level has its line. */
export function levelOf(convertedFen: bigint, policies: Policies): 'long_tail' | 'potential' | 'mid_to_high' | 'wealth' {
  for (const level of ['wealth', 'mid_to_high', 'potential'] as const)
    if (convertedFen >= policies.fen(`event_standard.${level}.from_fen`)) return level
  return 'long_tail'
}

/** Whether the date of the policies lies in an experience period 升级体验期: then events go by converted assets and not by the bank's tiers. */
export const inExperience = (policies: Policies): boolean => policies.code('event_standard.basis') === 'converted'

/** M57: who attends without points. */
export const isSuperMember = (convertedFen: bigint, policies: Policies): boolean => convertedFen >= policies.fen('super_member.from_fen')
