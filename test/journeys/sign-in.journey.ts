import { expect, it } from 'vitest'
import { desktop, enter, fillSignIn, openPage, userOf, type Stage } from './stage.ts'

export const signInJourneys = (stage: () => Stage): void => {
  it('tells what is missing, and what is wrong, and lets try again', async () => {
    const { page, context } = await openPage(stage(), desktop, '/')
    await page.waitForURL('**/sign-in')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    expect(await page.locator('.field-error').textContent()).toBe('请输入用户名')
    await fillSignIn(page, userOf(stage(), 'outlet_president').login, 'not-the-password')
    expect(await page.getByRole('alert').textContent()).toBe('用户名或密码不正确')
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password')
    await context.close()
  })

  it('sends an ended session to the door and back to the same page', async () => {
    const user = userOf(stage(), 'outlet_president')
    const { page, context } = await enter(stage(), user)
    await page.goto(`${stage().bank.url}/customers?f=tier.in.wealth`)
    await page.locator('[data-total]').waitFor()
    await context.clearCookies()
    await page.getByRole('button', { name: '月日均' }).click()
    await page.getByText('登录已过期').waitFor()
    await fillSignIn(page, user.login, user.password)
    await page.waitForURL('**/customers?f=tier.in.wealth&sort=-aum_mda')
    await page.getByRole('row').nth(1).waitFor()
    await page.getByRole('button', { name: '用户菜单' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL('**/sign-in')
    expect(await context.cookies()).toEqual([])
    await context.close()
  })

  it('says that the network is gone, and keeps what is on the page', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'))
    await context.setOffline(true)
    await page.getByText('网络已断开').waitFor()
    expect(await page.getByRole('region', { name: '客户金字塔' }).count()).toBe(1)
    await context.setOffline(false)
    await page.getByText('网络已断开').waitFor({ state: 'detached' })
    await context.close()
  })
}
