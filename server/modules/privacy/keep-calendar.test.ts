import { sql } from 'kysely'
import { LegalHoliday } from 'tyme4ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { readCalendar } from './calendar-file.rules.ts'
import { loadCalendar, removeCalendarDay, saveCalendarDay, showCalendar } from './keep-calendar.ts'

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })
const year = async (which: number) => (await showCalendar(databases.app, person(scopes.teller), which)).days

describe('the calendar', () => {
  it('comes with 2026, as an independent calendar knows it', async () => {
    const expected: [string, boolean][] = []
    for (let day = '2026-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      const [y = 0, month = 0, date = 0] = day.split('-').map(Number)
      const holiday = LegalHoliday.fromYmd(y, month, date)
      if (holiday) expected.push([day, holiday.isWork()])
    }
    expect(expected).toHaveLength(39)
    expect((await year(2026)).map(({ day, working }) => [day, working])).toEqual(expected)
  })

  it('is kept by head office and compliance, in the database too', async () => {
    const day = { day: '2027-02-06', working: false, about: '春节' }
    expect(await saveCalendarDay(databases.app, person(scopes.outlet4), day)).toBe('FORBIDDEN')
    expect(await saveCalendarDay(databases.app, person(scopes.bank), day)).toEqual({ saved: true })
    expect(await saveCalendarDay(databases.app, person(scopes.bank), { ...day, about: '除夕' })).toEqual({ saved: true })
    expect(await year(2027)).toEqual([{ ...day, about: '除夕' }])
    expect(await removeCalendarDay(databases.app, person(scopes.outlet4), day.day)).toBe('FORBIDDEN')
    expect(await removeCalendarDay(databases.app, person(scopes.bank), day.day)).toEqual({ removed: true })
    expect(await removeCalendarDay(databases.app, person(scopes.bank), day.day)).toBe('NOT_FOUND')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where action ~ '-calendar$'`.execute(
      databases.owner,
    )
    expect(rows[0]?.n).toBe(6)
  })

  it('takes a file in, and none with a wrong line', async () => {
    const read = readCalendar('\uFEFF日期,类型,名称\r\n# 国务院办公厅通知\n2027-02-06,休,春节\n\n2027-02-20,班,春节调休上班\n')
    expect(read).toEqual({
      days: [
        { day: '2027-02-06', working: false, about: '春节' },
        { day: '2027-02-20', working: true, about: '春节调休上班' },
      ],
    })
    if ('days' in read) await loadCalendar(databases.owner, read.days, '2027.csv')
    expect(await year(2027)).toHaveLength(2)
    expect(readCalendar('2027-02-30,休,春节\n2027-02-06,假,春节\n2027-02-06,休\n2027-02-07,休,春节\n2027-02-07,班,x')).toEqual({
      problems: [
        expect.stringContaining('第 1 行'),
        expect.stringContaining('第 2 行'),
        expect.stringContaining('第 3 行'),
        '第 5 行「2027-02-07,班,x」的日期重复',
      ],
    })
    expect(readCalendar('# 空\n')).toEqual({ problems: ['文件里没有日期'] })
  })
})
