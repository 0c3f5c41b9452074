/** What a simulated bank is asked for. Dates are business dates 'YYYY-MM-DD', consecutive, oldest first. */
export interface SimulateOptions {
  /** folder that gets one folder per business date */
  out: string
  outlets: number
  customersPerOutlet: number
  seed: number
  businessDates: readonly string[]
  onProgress?: (progress: SimulateProgress) => void
  /** the engine's memory, e.g. '4GB' */
  memoryLimit?: string
  threads?: number
}

export interface SimulateProgress {
  /** 中文, for a progress bar */
  text: string
  done: number
  total: number
}

export interface Plan {
  /** the first business date of the bank, the one that carries the history */
  anchor: string
  /** first day of the history: 13 whole months before the month of the anchor */
  firstOn: string
  /** the simulation starts two months earlier, so that the history begins in full swing */
  warmOn: string
  lastOn: string
  /** first day of the anchor's month */
  monthOn: string
}

/** Refused arguments; the message says what to do. */
export class SimulateError extends Error {
  override name = 'SimulateError'
}

const dayMs = 86_400_000

const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** `days` after a business date (before it when negative). */
export const addDays = (date: string, days: number): string => isoOf(Date.parse(`${date}T00:00:00Z`) + days * dayMs)

/** First day of the month `months` before the month of `date`. */
export function monthStart(date: string, months: number): string {
  const [year, month] = date.split('-').map(Number)
  return isoOf(Date.UTC(year ?? NaN, (month ?? NaN) - 1 - months, 1))
}

const isDate = (date: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && addDays(date, 0) === date

const whole = (value: number, from: number, to: number): boolean => Number.isSafeInteger(value) && value >= from && value <= to

/** Checks the arguments; throws `SimulateError`. */
export function checkOptions({ outlets, customersPerOutlet, seed, businessDates }: SimulateOptions): void {
  if (!whole(outlets, 1, 8000)) throw new SimulateError(`网点数须为 1–8000 的整数,现为 ${outlets}`)
  if (!whole(customersPerOutlet, 1, 400_000)) throw new SimulateError(`每网点客户数须为 1–400000 的整数,现为 ${customersPerOutlet}`)
  if (!whole(seed, 0, 2 ** 31 - 1)) throw new SimulateError(`随机种子须为 0–2147483647 的整数,现为 ${seed}`)
  if (businessDates.length === 0) throw new SimulateError('至少要有一个业务日期')
  businessDates.forEach((date, index) => {
    if (!isDate(date)) throw new SimulateError(`业务日期须写作 YYYY-MM-DD,现为 ${date}`)
    const before = businessDates[index - 1]
    if (before !== undefined && addDays(before, 1) !== date)
      throw new SimulateError(`业务日期须逐日相连:${before} 之后应为 ${addDays(before, 1)},现为 ${date}`)
  })
}

/** The dates of a bank whose first delivery is `anchor`, simulated through `lastOn`. */
export function planOf(anchor: string, lastOn: string): Plan {
  return { anchor, lastOn, monthOn: monthStart(anchor, 0), firstOn: monthStart(anchor, 13), warmOn: monthStart(anchor, 15) }
}

/** `days` consecutive business dates from `date` on. */
export const businessDatesFrom = (date: string, days: number): string[] => Array.from({ length: days }, (_, index) => addDays(date, index))
