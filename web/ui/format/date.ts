/** Dates are ISO texts 'YYYY-MM-DD'; they are never shifted by a time zone. */

const day = 86_400_000
const atMidnight = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)))

export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  return new Date(atMidnight(text)).toISOString().slice(0, 10) === text
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((atMidnight(to) - atMidnight(from)) / day)

/** The business date by the clock of the outlets, Asia/Shanghai. */
export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date())

/** 2026-11 of 2026-11-30: the month of an axis or a table. */
export const monthOf = (date: string): string => date.slice(0, 7)

/** 11-20 of 2026-11-20: where the year is understood. */
export const dayOfYear = (date: string): string => date.slice(5)

/** Milliseconds as people read them: 480 ms, 12.3 s, 4 min 05 s. */
export const duration = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** An instant of the server ('2026-11-20T22:03:11Z') by the clock of the outlets, Asia/Shanghai, wherever the reader sits; to the minute, or the second. */
export const instant = (iso: string, language: string, seconds = false): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(new Date(iso))
