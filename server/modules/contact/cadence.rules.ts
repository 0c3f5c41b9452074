import { addDays } from '../../platform/calendar.ts'
import type { Policies } from '../policy/index.ts'
import { assetSizes, classes, willingnesses, type ContactClass } from './contract.ts'

/** The clock of a class, in days after the last contact (M21). */
export interface Clock {
  class: ContactClass
  dueDays: number
  /** days past the due day before it is overdue */
  grace: number
  spreadDays: number
}

/** M21 by class. Throws when a class would be overdue before it is due. */
export function clocksOf(policies: Policies): Clock[] {
  return classes.map((code) => {
    const dueDays = policies.whole(`cadence.${code}.due_days`)
    const grace = policies.whole(`cadence.${code}.overdue_days`) - dueDays
    if (grace < 0) throw new Error(`政策 cadence.${code}.overdue_days 不应小于 cadence.${code}.due_days`)
    return { class: code, dueDays, grace, spreadDays: policies.whole(`cadence.${code}.spread_days`) }
  })
}

/** M10: the class of every size of assets and willingness. Throws on a code that is no class. */
export function classTable(policies: Policies): { assetSize: string; willingness: string; class: ContactClass }[] {
  return assetSizes.flatMap((assetSize) =>
    willingnesses.map((willingness) => {
      const code = policies.code(`abc.${assetSize}_${willingness}`)
      const found = classes.find((one) => one === code)
      if (!found) throw new Error(`政策 abc.${assetSize}_${willingness} 的值「${code}」应为 a、b 或 c`)
      return { assetSize, willingness, class: found }
    }),
  )
}

/**
 * The day by which dues are judged: today when the bank works, else the last working day before. What fell due since then is moved to the next
 * working day.
 */
export function judgedDay(today: string, workingDay: (date: string) => boolean): string {
  for (let back = 0; back < 31; back += 1) {
    const day = addDays(today, -back)
    if (workingDay(day)) return day
  }
  return today
}

/** The working day on which something falls due: the day itself, or the next one the bank works on. */
export function workingDue(due: string, workingDay: (date: string) => boolean): string {
  for (let ahead = 0; ahead < 31; ahead += 1) {
    const day = addDays(due, ahead)
    if (workingDay(day)) return day
  }
  return due
}
