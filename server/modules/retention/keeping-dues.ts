import type { Scoped } from '../../platform/database/scope.ts'
import type { Policies } from '../policy/index.ts'
import { programmeCustomers, usesOf, winBacksDue, type Asked, type Sleeping, type WinBackDue } from './keeping-dues.sql.ts'
import { benefitsOn } from './plays/benefit.sql.ts'
import { earliestPeriodStart, unusedBenefits, type Unused } from './plays/benefit.rules.ts'

/** Why keeping turns to customers on a day, for today's list. */
export interface KeepingDues {
  winBack: ReadonlyMap<bigint, WinBackDue>
  /** offered, their wave under way, not turned to yet */
  wakeUp: ReadonlyMap<bigint, Sleeping>
  /** drawn by a programme, offered or held out: nobody turns to them for sleeping alone */
  inProgramme: ReadonlySet<bigint>
  /** what a customer of a tier is entitled to and has not used for long (M44) */
  unused: (customerId: bigint, tier: string) => Unused | undefined
}

/** Win-back days, wake-up waves and unused benefits of managers' customers on a date (M41, M44, M45). Call inside `withScope`. */
export async function keepingDues(trx: Scoped, { policies, ...asked }: Asked & { policies: Policies }): Promise<KeepingDues> {
  const winBacks = await winBacksDue(trx, asked)
  const sleeping = await programmeCustomers(trx, asked, policies.whole('wake_up.attempts'))
  const benefits = await benefitsOn(trx, asked.date)
  const since = earliestPeriodStart(benefits, asked.date)
  const uses = since === undefined ? [] : await usesOf(trx, asked, since)
  const usesBy = Map.groupBy(uses, ({ customerId }) => customerId)
  const idleDays = policies.whole('benefit.idle_days')
  return {
    winBack: new Map(winBacks.map((one) => [one.customerId, one])),
    wakeUp: new Map(sleeping.filter(({ offered }) => offered).map((one) => [one.customerId, one])),
    inProgramme: new Set(sleeping.map(({ customerId }) => customerId)),
    unused: (customerId, tier) => unusedBenefits(benefits, usesBy.get(customerId) ?? [], { tier, date: asked.date, idleDays }),
  }
}
