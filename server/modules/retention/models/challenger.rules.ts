/** The month end of which both models' customers are looked at first: that of the first night on which both scored. 'YYYY-MM-DD'. */
const monthEndOf = (date: string): string => lastDay(date, 0)

const lastDay = (date: string, months: number): string =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) + months, 0)).toISOString().slice(0, 10)

/** The first day whose night can know what happened in the months after the month in which both first scored (M12). */
export function knownFrom(firstScored: string, leavingMonths: number): string {
  const last = new Date(`${lastDay(monthEndOf(firstScored), leavingMonths)}T00:00:00Z`)
  last.setUTCDate(last.getUTCDate() + 1)
  return last.toISOString().slice(0, 10)
}
