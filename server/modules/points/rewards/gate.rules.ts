import {
  rewardFields,
  offerWords,
  type Colour,
  type ColourReason,
  type DepositTag,
  type OfferCode,
  type RewardTerms,
} from './reward-terms.ts'

export interface Classified {
  colour: Colour
  why: readonly { reason: ColourReason; fields: readonly string[] }[]
}

/** Every field that the rules read, in conditions and amounts, once. */
export const fieldsRead = ({ rules }: Pick<RewardTerms, 'rules'>): string[] => [
  ...new Set(rules.flatMap(({ conditions, per }) => [...conditions.map(({ field }) => field), ...(per ? [per.field] : [])])),
]

const fieldOf = (name: string) => (Object.hasOwn(rewardFields, name) ? rewardFields[name] : undefined)
const tagOf = (name: string): DepositTag => fieldOf(name)?.deposit ?? 'yes'

/**
 * The colour of a programme by the fields it reads and the form it pays in (M96, regulation A4, A5). Red: anything read that is deposits, or not known.
 * Amber: AUM, bringing others, payroll accounts, and whatever is as good as money. Service rights by tier alone are green.
 */
export function classify({ form, rules }: RewardTerms): Classified {
  const read = fieldsRead({ rules })
  const unknown = read.filter((name) => !fieldOf(name))
  const deposits = read.filter((name) => fieldOf(name)?.deposit === 'yes')
  const red = [
    ...(deposits.length > 0 ? [{ reason: 'reads_deposits' as const, fields: deposits }] : []),
    ...(unknown.length > 0 ? [{ reason: 'unknown_field' as const, fields: unknown }] : []),
  ]
  if (red.length > 0) return { colour: 'red', why: red }
  const contains = read.filter((name) => tagOf(name) === 'contains' && !(form === 'service_right' && name === 'tier'))
  const watched = form === 'courtesy' ? [] : read.filter((name) => fieldOf(name)?.watched)
  const amber = [
    ...(contains.length > 0 ? [{ reason: 'contains_deposits' as const, fields: contains }] : []),
    ...(watched.length > 0 ? [{ reason: 'watched' as const, fields: watched }] : []),
    ...(form === 'cash' || form === 'voucher' ? [{ reason: 'money_like' as const, fields: [] }] : []),
  ]
  return amber.length > 0 ? { colour: 'amber', why: amber } : { colour: 'green', why: [{ reason: 'plain', fields: read }] }
}

export interface GateQuestion {
  colour: Colour
  /** policy reward.gate: `refuse_red` or `allow_with_approval`; anything else refuses */
  mode: string
  /** the maker acts for head office, as head_office */
  fromHeadOffice: boolean
  /** an override by head-office compliance for exactly these terms holds until the programme ends */
  overridden: boolean
}
export type GateRefusal = 'red_line' | 'head_office_only'

/** Whether a programme may be asked for at all; undefined = it may. Red never comes from an outlet or a branch, whatever the policy says. */
export function gateRefusal({ colour, mode, fromHeadOffice, overridden }: GateQuestion): GateRefusal | undefined {
  if (colour !== 'red') return undefined
  if (!fromHeadOffice) return mode === 'allow_with_approval' ? 'head_office_only' : 'red_line'
  return overridden || mode === 'allow_with_approval' ? undefined : 'red_line'
}

/** The nearest permitted forms of a programme that is not green; each of them is green by {@link classify}. */
export function nearestPermitted({ form, rules }: RewardTerms): OfferCode[] {
  if (classify({ form, rules }).colour === 'green') return []
  if (form === 'courtesy') return ['courtesy_for_all']
  if (form === 'service_right') return ['tier_service_rights']
  const byMoney = fieldsRead({ rules }).some((name) => tagOf(name) !== 'no')
  return byMoney
    ? ['tier_service_rights', 'attendance_points', 'payment_points']
    : ['attendance_points', 'education_points', 'courtesy_for_all']
}

/** Why a programme is refused and what is permitted instead, for people. */
export function refusalWords(terms: RewardTerms, refusal: GateRefusal): string {
  const red = classify(terms).why.flatMap(({ fields }) => fields)
  const names = red.map((name) => `“${fieldOf(name)?.zh ?? name}”`).join('、')
  const offers = nearestPermitted(terms).map((code) => offerWords[code])
  const way =
    refusal === 'head_office_only' ? '此类方案只能由总行提出' : '现行政策不予受理；确有批文的，须由总行合规先登记文号、依据和到期日'
  return `方案按存款计奖（读取了${names}）。${way}。可改为：${offers.join('；')}`
}
