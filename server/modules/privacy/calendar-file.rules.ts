import { calendarDay, type CalendarDay } from './contract.ts'

const kinds: Record<string, boolean> = { 休: false, 班: true }

/**
 * The days of a calendar file: UTF-8, one day a line, `日期,休|班,名称` (`2027-02-06,休,春节`); empty lines, lines that begin with # and the heading
 * line `日期,…` are passed over. Returns the problems instead when any line is wrong or a day comes twice.
 */
export function readCalendar(text: string): { days: CalendarDay[] } | { problems: string[] } {
  const days: CalendarDay[] = []
  const problems: string[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith('日期,')) continue
    const [day = '', kind = '', ...about] = line.split(',').map((part) => part.trim())
    const read = calendarDay.safeParse({ day, working: kinds[kind], about: about.join(',') })
    const where = `第 ${index + 1} 行「${line}」`
    if (!read.success || !isDay(day)) problems.push(`${where}写法不对，应为 日期,休|班,名称，例如 2027-02-06,休,春节`)
    else if (days.some((held) => held.day === day)) problems.push(`${where}的日期重复`)
    else days.push(read.data)
  }
  if (days.length === 0 && problems.length === 0) problems.push('文件里没有日期')
  return problems.length > 0 ? { problems } : { days }
}

const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
