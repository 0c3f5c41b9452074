import { createHash } from 'node:crypto'
import { addDays } from '../../platform/calendar.ts'

/** What customers of the sample bank are entitled to a period, by tier. */
export const sampleBenefits = [
  {
    code: 'vip_queue',
    name: '网点优先办理',
    provider: '各网点',
    about: '到网点出示卡即可，无需取号',
    move: 'unwanted',
    layer: 'structural',
    period: 'month',
    potential: 2,
    mid_to_high: 4,
    wealth: 9,
  },
  {
    code: 'health_check',
    name: '年度体检',
    provider: '江海体检中心',
    about: '提前三天致电客户经理预约，本人使用',
    move: 'unwanted',
    layer: 'structural',
    period: 'year',
    potential: 0,
    mid_to_high: 1,
    wealth: 2,
  },
  {
    code: 'parking',
    name: '商圈停车',
    provider: '江海停车',
    about: '在手机银行领券，当日有效',
    move: 'unwanted',
    layer: 'financial',
    period: 'quarter',
    potential: 1,
    mid_to_high: 3,
    wealth: 6,
  },
  {
    code: 'lounge',
    name: '机场贵宾厅',
    provider: '江海航服',
    about: '出行前一天由客户经理预约，可带一人',
    move: 'unwanted',
    layer: 'structural',
    period: 'year',
    potential: 0,
    mid_to_high: 2,
    wealth: 6,
  },
  {
    code: 'family_doctor',
    name: '家庭医生电话咨询',
    provider: '江海互联网医院',
    about: '拨打卡背面电话，报客户号',
    move: 'embarrassing',
    layer: 'social',
    period: 'year',
    potential: 2,
    mid_to_high: 6,
    wealth: 12,
  },
  {
    code: 'children_class',
    name: '周末少儿财商课',
    provider: '本网点',
    about: '周六上午，带孩子到网点，提前报名',
    move: 'embarrassing',
    layer: 'social',
    period: 'quarter',
    potential: 1,
    mid_to_high: 2,
    wealth: 2,
  },
] as const

export interface SampleCustomer {
  customerId: string
  customerNo: string
  institutionId: number
  aumFen: bigint
  peakFen: bigint
  userId: number
  staffName: string
  /** place in the outlet, from 1 */
  nth: number
}

type Row = Record<string, unknown>
export interface SampleCase {
  opening: Row
  steps: Row[]
}

const reasons = [
  'nobody_in_touch',
  'nobody_in_touch',
  'competitor',
  'nobody_in_touch',
  'better_rate',
  'complaint',
  'nobody_in_touch',
  'moved_away',
  'competitor',
  'buys_house',
]
const banks = ['招商银行', '工商银行', '建设银行', '兴业银行', null]
const plays = [
  { kind: 'talked', offer: null, move: 'embarrassing', layer: 'social', note: '客户经理当面致歉并约好每月联系一次' },
  { kind: 'offered', offer: 'alternative', move: 'inconvenient', layer: 'financial', note: '到期资金分三笔阶梯续存，并办好自动缴费' },
  { kind: 'offered', offer: 'benefit', move: 'unwanted', layer: 'structural', note: '补办年度体检和贵宾厅，现场约好时间' },
  { kind: 'offered', offer: 'service', move: 'embarrassing', layer: 'social', note: '查清上次扣费原因并退还，行长回访' },
]
/** Decided / left / talking / just opened / said to stay, of so many customers an outlet. */
export const casesAnOutlet = 30

/** The uuid of a word, always the same. */
export function uuidOf(word: string): string {
  const hex = createHash('sha256').update(word).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A leave case of the last half-year that ends as its customer's place has it: kept, partly kept, left (turned to again), under way. */
export function sampleCaseOf(customer: SampleCustomer, today: string): SampleCase {
  const { nth, userId, staffName, customerNo } = customer
  const ending =
    nth <= 11 ? (nth % 4 === 0 ? 'partly' : 'kept') : nth <= 22 ? 'left' : nth <= 26 ? 'talking' : nth <= 28 ? 'opened' : 'said_stayed'
  const decided = nth <= 22
  const openedOn = addDays(
    today,
    decided ? -(12 + ((nth * 53 + customer.institutionId * 7) % 130)) : ending === 'said_stayed' ? -1 : -(nth % 4) - 1,
  )
  const atStake = ending === 'left' ? customer.peakFen : ending === 'partly' ? customer.aumFen * 2n : customer.aumFen
  const id = uuidOf(`leave ${customerNo}`)
  const by = { user_id: userId, staff_name: staffName }
  const step = (kind: string, from: string, to: string, on: string, more: Row = {}): Row => ({
    case_id: id,
    kind,
    from_state: from,
    to_state: to,
    on_date: on,
    ...by,
    ...more,
  })
  const opening = {
    id,
    customer_id: customer.customerId,
    institution_id: customer.institutionId,
    source: ['counter', 'phone', 'counter', 'alert'][nth % 4],
    reason: reasons[(nth + customer.institutionId) % reasons.length],
    destination_bank: banks[nth % banks.length],
    at_stake_fen: atStake,
    opened_on: openedOn,
    ...by,
  }
  const play = plays[nth % plays.length]
  const other = plays[(nth + 2) % plays.length]
  if (ending === 'opened' || !play || !other) return { opening, steps: [] }
  const { kind, ...said } = play
  const steps = [step(kind, 'opened', 'talking', openedOn, said)]
  if (ending === 'talking') return { opening, steps }
  if (nth % 3 === 0) steps.push(step(other.kind, 'talking', 'talking', openedOn, { ...other, kind: other.kind }))
  const saidOn = addDays(openedOn, decided ? 1 : 0)
  const seenOn = addDays(saidOn, 1)
  const night = { user_id: null, staff_name: null }
  if (ending !== 'left') {
    steps.push(step('said_stayed', 'talking', 'said_stayed', saidOn, { brought_in_fen: nth % 5 === 0 ? 500_000 : 0 }))
    if (ending !== 'said_stayed')
      steps.push(step('seen', 'said_stayed', ending, seenOn, { ...night, kept_fen: customer.aumFen, brought_in_fen: 0, seen_on: seenOn }))
    return { opening, steps }
  }
  const winBackOn = [30, 60, 90].map((days) => addDays(saidOn, days))
  steps.push(step('said_left', 'talking', 'left', saidOn, { note: '客户已决定转出，当面办妥', win_back_on: winBackOn }))
  steps.push(step('seen', 'left', 'left', seenOn, { ...night, kept_fen: customer.aumFen, brought_in_fen: 0, seen_on: seenOn }))
  if (nth % 2 === 0) steps.push(step('farewell', 'left', 'left', saidOn, { note: '送到门口，留了名片，说好有需要随时回来' }))
  const due = winBackOn.filter((on) => on <= today)
  // of some the last one is still to be done
  for (const on of nth % 3 === 0 ? due : due.slice(0, -1))
    steps.push(step('win_back', 'left', 'left', on, { note: '电话问候，他行产品还没到期，约好到期前再联系', came_back: false }))
  return { opening, steps }
}
