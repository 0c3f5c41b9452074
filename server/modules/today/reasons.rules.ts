import { ageOn, isSolarBirthday, lunarBirthDatesOf } from '../../platform/birthday.ts'
import { addDays } from '../../platform/calendar.ts'
import type { DueOccasion } from '../care/index.ts'
import type { Signal } from '../warning/contract.ts'
import type { KnownCustomer } from './candidate.sql.ts'
import type { Reason, ReasonCode } from './contract.ts'
import type { TodayPolicy } from './today-policy.ts'

/**
 * What other parts know of a customer: since when a contact is due by cadence (M21), when a promise is or was due (M24), and from
 * whom it came to this manager, who has not turned to it yet (M29). */
export interface Due {
  cadenceDueOn?: string | undefined
  promiseDueOn?: string | undefined
  handedOver?: { on: string; from: string | null } | undefined
  /** who left and is to be turned to again (M41); a wake-up wave (M45); benefits not used (M44) */
  winBack?: { caseId: string; on: string; turn: number; goneFen: bigint; destinationBank: string | null } | undefined
  wakeUp?: { programme: string; wave: number; fromOn: string } | undefined
  unused?: { names: readonly string[]; until: string } | undefined
  /** a day that is worth a word: of the dossier, a festival, round years with the bank (M25) */
  occasion?: DueOccasion | undefined
  /** drawn by a wake-up programme, offered or held out: sleeping alone is no reason (M45) */
  inProgramme?: boolean
  /** warned of, and nobody was reached since (M40): what may be lost, with the signals that show */
  warned?: { lossFen: bigint; chanceBp: number; signals: readonly Signal[] } | undefined
}

/** A reason before a channel is chosen; amounts as bigint, fen. */
export interface CandidateReason {
  code: ReasonCode
  values: Reason['values']
  amountFen: bigint
  chanceBp: number
  /** amount × chance × margin, at least the policy's least */
  valueFen: bigint
  /** what the customer must be told or has asked for; carries no promotion and needs no consent */
  service: boolean
  /** a kind word, no sale */
  care: boolean
}

/** Told, not sold: maturity (M21), a possible fraud, what we promised, who is there for the customer now. */
const serviceReasons: readonly ReasonCode[] = ['maturity', 'outflow', 'promise', 'handover']
const careReasons: readonly ReasonCode[] = ['birthday', 'occasion', 'cadence', 'cooling', 'address', 'wake_up', 'benefit', 'leave_risk']

const bp = 10_000n

/** value = amount × chance × yearly margin, whole fen rounded down, at least the policy's least. */
export function valueOf(amountFen: bigint, chanceBp: number, { marginBp, leastValueFen }: TodayPolicy): bigint {
  const value = (amountFen * BigInt(chanceBp) * BigInt(marginBp)) / (bp * bp)
  return value > leastValueFen ? value : leastValueFen
}

/** Why this customer is worth a contact on a date, the most valuable reason first (M11, M21, M22, M25, M41, M44, M45). */
export function reasonsOf(known: KnownCustomer, due: Due, date: string, policy: TodayPolicy): CandidateReason[] {
  const found: CandidateReason[] = []
  const add = (code: ReasonCode, amountFen: bigint, values: Reason['values'] = {}) => {
    const chanceBp = policy.chanceBp(code)
    const kind = { service: serviceReasons.includes(code), care: careReasons.includes(code) }
    found.push({ code, values, amountFen, chanceBp, valueFen: valueOf(amountFen, chanceBp, policy), ...kind })
  }
  moneyReasons(known, policy, add)
  payrollReasons(known, policy, add)
  relationReasons(known, due, date, policy, add)
  keepingReasons(known, due, add)
  const saidOnce = warnedOnce(due, add)
  return found.filter(({ code }) => !saidOnce.includes(code)).sort((a, b) => Number(b.valueFen - a.valueFen))
}

/** What a signal tells is a reason of its own as well. */
const alsoSaid: Partial<Record<Signal, ReasonCode>> = {
  own_name_outflow: 'own_name_outflow',
  payroll_stopped: 'payroll_stopped',
  payroll_emptied: 'payroll_kept_low',
  tier_falling: 'tier_falling',
  cooling: 'cooling',
}

/** A warning speaks for its signals, so that nothing counts twice; what matures is a reason enough and is left to it. Returns what it speaks for. */
function warnedOnce({ warned }: Due, add: Add): ReasonCode[] {
  if (!warned || (warned.signals.length > 0 && warned.signals.every((signal) => signal === 'maturing'))) return []
  add('leave_risk', warned.lossFen, { amount: String(warned.lossFen), chance: warned.chanceBp, signals: warned.signals.join(',') })
  return warned.signals.flatMap((signal) => alsoSaid[signal] ?? [])
}

type Add = (code: ReasonCode, amountFen: bigint, values?: Reason['values']) => void

function moneyReasons(known: KnownCustomer, policy: TodayPolicy, add: Add): void {
  const { maturingFen, maturesOn, nextTierGapFen: gap, aumFen } = known
  if (maturingFen > 0n) add('maturity', maturingFen, { amount: String(maturingFen), on: maturesOn, product: known.maturingProduct })
  const stays = (known.inflow7dFen ?? 0n) - (known.passThrough30dFen ?? 0n)
  if (stays >= policy.inflowFromFen) add('inflow', stays, { amount: String(stays) })
  const out = known.outflow7dFen ?? 0n
  const net = out - (known.inflow7dFen ?? 0n)
  if (net >= policy.outflowFromFen) add('outflow', net, { amount: String(net) })
  const own = known.ownNameOutflow90dFen ?? 0n
  if (own >= policy.ownNameOutflowFromFen) add('own_name_outflow', own, { amount: String(own) })
  const at = policy.tiers.findIndex(({ tier }) => tier === known.tier)
  const [line, next] = [policy.tiers[at]?.fromFen ?? 0n, policy.tiers[at + 1]]
  if (next && gap !== null && gap * bp <= next.fromFen * policy.nextTierNearBp)
    add('tier_near', gap, { gap: String(gap), tier: next.tier, aum: String(aumFen) })
  if (aumFen < line) add('tier_falling', line - aumFen, { tier: known.tier, short: String(line - aumFen) })
}

/** Stopped: wages or a pension came within the last months, and none in the newest; kept low: they come, and hardly anything stays (M08). */
function payrollReasons(known: KnownCustomer, policy: TodayPolicy, add: Add): void {
  const { lastPayrollFen: last, payrollCreditFen: credit, payrollKeptFen: kept } = known
  if (known.payrollKind === null && last !== null && last > 0n)
    add('payroll_stopped', last * 12n, { amount: String(last), month: known.lastPayrollMonth })
  else if (credit > 0n && kept * bp < credit * policy.payrollKeptLowBp)
    add('payroll_kept_low', (credit - kept) * 12n, { credit: String(credit), kept: String(kept) })
}

function relationReasons(known: KnownCustomer, due: Due, date: string, policy: TodayPolicy, add: Add): void {
  const birthday = birthdayWithin(known.birthDate, date, policy)
  if (birthday) add('birthday', known.aumFen, birthday)
  if (due.occasion) add('occasion', known.aumFen, { ...due.occasion, days: daysBetween(date, due.occasion.on) })
  const { activity, daysSinceOwnAct: days } = known
  if (activity !== null && activity !== 'active' && !due.inProgramme) add('cooling', known.aumFen, { activity, days })
  if (due.promiseDueOn !== undefined) add('promise', known.aumFen, { on: due.promiseDueOn, late: due.promiseDueOn < date })
  if (due.handedOver !== undefined) add('handover', known.aumFen, due.handedOver)
  if (due.cadenceDueOn !== undefined) add('cadence', known.aumFen, { on: due.cadenceDueOn, days: daysBetween(due.cadenceDueOn, date) })
  if (known.phoneUsable && !known.addressFresh) add('address', known.aumFen)
}

/** Who left is worth what went, who sleeps what used to be there. */
function keepingReasons(known: KnownCustomer, { winBack, wakeUp, unused }: Due, add: Add): void {
  const { aumFen, aumPeak12mFen: peak } = known
  if (winBack) {
    const { goneFen, on, turn, destinationBank: bank, caseId } = winBack
    add('win_back', goneFen, { amount: String(goneFen), on, turn, bank, caseId })
  }
  if (wakeUp)
    add('wake_up', peak !== null && peak > aumFen ? peak : aumFen, { programme: wakeUp.programme, wave: wakeUp.wave, on: wakeUp.fromOn })
  if (unused) add('benefit', aumFen, { names: unused.names.join('、'), until: unused.until })
}

/** The first birthday from the date on within the policy's days: solar, and for the old the lunar one as well. */
function birthdayWithin(birthDate: string | null, date: string, policy: TodayPolicy): Reason['values'] | undefined {
  if (birthDate === null) return undefined
  const old = ageOn(birthDate, date) >= policy.lunarFromAge
  for (let ahead = 0; ahead <= policy.birthdayDays; ahead++) {
    const on = addDays(date, ahead)
    if (isSolarBirthday(birthDate, on))
      return { on, days: ahead, lunar: false, age: Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) }
    if (old && lunarBirthDatesOf(on).has(birthDate)) return { on, days: ahead, lunar: true, age: ageOn(birthDate, on) }
  }
  return undefined
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
