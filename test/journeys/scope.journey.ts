import { expect, it } from 'vitest'
import { sql } from 'kysely'
import { enter, listTotal, userOf, type Stage } from './stage.ts'

export const scopeJourneys = (stage: () => Stage): void => {
  it('a relationship manager sees the own portfolio and nobody else’s customer', async () => {
    const user = userOf(stage(), 'relationship_manager')
    const { rows } = await sql<{ own: number; other: string }>`
      select count(*) filter (where s.staff_no = ${user.login})::int as own, min(c.customer_id) filter (where s.staff_no is distinct from ${user.login})::text as other
      from customer.customer c left join organisation.staff s on s.id = c.manager_id where c.business_date = ${stage().bank.businessDate}`.execute(
      stage().databases.owner,
    )
    const { page, context } = await enter(stage(), user)
    expect(new URL(page.url()).pathname).toBe('/today')
    await page.getByRole('link', { name: '客户', exact: true }).click()
    expect(await listTotal(page)).toBe(rows[0]?.own)
    expect(rows[0]?.own).toBeGreaterThan(0)
    await page.goto(`${stage().bank.url}/customers/${rows[0]?.other}`)
    await page.getByRole('alert').getByText('没有找到').first().waitFor()
    expect(await page.getByRole('link', { name: '夜间批量' }).count()).toBe(0)
    await context.close()
  })

  it('head office sees the nights with their steps and checks', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'head_office'))
    await page.getByRole('link', { name: '夜间批量' }).click()
    await page.getByRole('region', { name: '夜间运行' }).getByRole('link', { name: stage().bank.businessDate }).click()
    await page.getByText(/项检查全部通过/).waitFor()
    expect(await page.getByRole('region', { name: '步骤' }).locator('tbody tr').count()).toBeGreaterThan(5)
    await page.getByRole('region', { name: '数据装载' }).getByRole('link', { name: stage().bank.businessDate }).click()
    await page.getByText('没有问题').waitFor()
    await page.getByRole('cell', { name: 'holding_balance' }).waitFor()
    await context.close()
  })

  it('says in the warning tone that the next delivery is late', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'), undefined, stage().bank.lateUrl)
    const freshness = page.locator('.data-date')
    await freshness.waitFor()
    expect(await freshness.textContent()).toBe(`数据截至 ${stage().bank.businessDate}，新一日数据未到`)
    expect(await freshness.getAttribute('class')).toContain('data-late')
    await context.close()
  })

  it('speaks English when asked, and still does after a reload', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'))
    await page.getByRole('button', { name: '用户菜单' }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Customers', exact: true }).waitFor()
    await page.reload()
    await page.getByRole('region', { name: 'Customer pyramid' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await context.close()
  })
}
