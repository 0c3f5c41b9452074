import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forgetAllSessions } from '../../server/modules/organisation/recent-sessions.ts'
import { businessDateOf } from '../../server/platform/calendar.ts'
import { desktop, enter, listTotal, openPage, userOf, type Stage } from './stage.ts'

/** Customers of a manager at the newest night. */
async function kept(stage: Stage, login: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customer.customer c join organisation.staff s on s.id = c.manager_id
    where c.business_date = ${stage.bank.businessDate} and s.staff_no = ${login}`.execute(stage.databases.owner)
  return rows[0]?.n ?? 0
}

export const peopleJourneys = (stage: () => Stage): void => {
  it('a deputy of two days sees the other’s portfolio alone, and no more the day after', async () => {
    const { bank } = stage()
    const president = bank.users.find((user) => user.role === 'outlet_president' && !user.institutionName.includes('支行'))
    const [away, acting] = bank.users.filter(
      (user) => user.role === 'relationship_manager' && user.institutionName === president?.institutionName,
    )
    if (!president || !away || !acting) throw new Error('the small bank has no outlet with two managers')
    const today = businessDateOf(new Date())
    const { page, context } = await enter(stage(), president)
    await page.getByRole('link', { name: '人员' }).click()
    await page.getByRole('link', { name: away.login }).click()
    await page.getByRole('button', { name: '安排代理' }).click()
    await page.getByLabel('代理人', { exact: true }).selectOption({ label: `${acting.name} · ${acting.login} · 理财经理` })
    await page.getByLabel('最后一天').fill(today)
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByRole('region', { name: '代理', exact: true }).getByText(`${acting.name} 代理其“理财经理”`).waitFor()
    await context.close()

    const deputy = await enter(stage(), acting)
    await deputy.page.goto(`${bank.url}/customers`)
    expect(await listTotal(deputy.page)).toBe(await kept(stage(), acting.login))
    await deputy.page.getByRole('button', { name: '用户菜单' }).click()
    await deputy.page.getByRole('button', { name: new RegExp(`^代 ${away.name}`) }).click()
    await deputy.page.getByText(`正在代理 ${away.name}`).waitFor()
    await deputy.page.goto(`${bank.url}/customers`)
    expect(await listTotal(deputy.page)).toBe(await kept(stage(), away.login))
    const cookies = await deputy.context.cookies()
    // its page still asks the server of today, to which a session used in three days is one whose clock went back
    await deputy.context.close()

    // the same session, served three days later
    const later = await openPage(stage(), desktop, '/sign-in', bank.lateUrl)
    await sql`update organisation.session set expires_at = expires_at + interval '4 days', last_seen_at = now() + interval '3 days'`.execute(
      stage().databases.owner,
    )
    await later.context.addCookies(cookies.map((cookie) => ({ ...cookie, expires: -1 })))
    // both servers are of one process here: what it holds of this session for two seconds is three days old
    forgetAllSessions()
    await later.page.goto(`${bank.lateUrl}/my-scope`)
    await later.page.getByText('仅本人管户的客户').waitFor()
    expect(await later.page.getByText(`代 ${away.name}`).count()).toBe(0)
    await later.page.goto(`${bank.lateUrl}/customers`)
    expect(await listTotal(later.page)).toBe(await kept(stage(), acting.login))
    await later.context.close()
  })

  it('whoever may not open a page is told so once', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president'))
    for (const path of ['/night', '/audit']) {
      await page.goto(stage().bank.url + path)
      await page.getByRole('heading', { level: 1, name: '没有权限' }).waitFor()
      expect(await page.getByRole('alert').count()).toBe(1)
    }
    await context.close()
  })
}
