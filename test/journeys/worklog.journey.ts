import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { enter, listTotal, phone, userOf, type Stage } from './stage.ts'
import { weekOf } from './week-of.ts'

/** How often a manager's contacts with a customer are on record. */
const recorded = async (stage: Stage, customerId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from contact.contact where customer_id = ${customerId}`.execute(
    stage.databases.owner,
  )
  return rows[0]?.n ?? 0
}

export const worklogJourneys = (stage: () => Stage): void => {
  it('a contact is logged in three taps without network, survives a reload, and arrives once', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const week = await weekOf(stage(), manager)
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/customers`)
    await listTotal(page)
    await page.getByRole('list', { name: '客户清单' }).getByRole('link').first().click()
    await page.waitForURL('**/customers/*')
    const customerId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const before = await recorded(stage(), customerId)
    await page.getByRole('region', { name: '时间线' }).waitFor()
    await page.getByRole('region', { name: '何时能联系、为什么' }).getByRole('listitem').first().waitFor()
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('worklog-sheet')))

    await context.setOffline(true)
    await page.getByText('网络已断开').waitFor()
    await page.getByRole('button', { name: /^记一笔/ }).click()
    await page.getByRole('button', { name: '联系上了' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByText('1 条待同步').waitFor()
    expect(await recorded(stage(), customerId)).toBe(before)

    await page.reload()
    await page.getByRole('heading', { name: '离线记录' }).waitFor()
    await page.getByText('1 条待同步').waitFor()
    const kept = await page.getByRole('listitem').first().locator('strong').textContent()
    expect(kept).toMatch(/^.\*\*$/u)

    await context.setOffline(false)
    await page.getByRole('link', { name: '网络已恢复，进入系统' }).click()
    await page.getByRole('button', { name: '用户菜单' }).waitFor()
    await page.getByText('1 条待同步').waitFor({ state: 'detached' })
    expect(await recorded(stage(), customerId)).toBe(before + 1)
    await page.goto(`${stage().bank.url}/customers/${customerId}`)
    const line = page.getByRole('region', { name: '时间线' }).getByRole('listitem').filter({ hasText: '联系上了' })
    await line.first().waitFor()
    expect(await line.count()).toBe(before + 1)
    await context.close()
    expect(await weekOf(stage(), manager)).toBe(week + 1)
  }, 90_000)

  it('tells before and after that a contact should not have been, and never offers it', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/customers`)
    await listTotal(page)
    await page.getByRole('list', { name: '客户清单' }).getByRole('link').nth(1).click()
    const card = page.getByRole('region', { name: '何时能联系、为什么' })
    await card.getByText('没有此渠道和用途的有效同意').first().waitFor()
    await page.getByRole('button', { name: /^记一笔/ }).click()
    await page.getByText('此时不应主动联系：没有此渠道和用途的有效同意').waitFor()
    await page.getByRole('button', { name: '没联系上' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByText('已记录，并标记：没有此渠道和用途的有效同意').waitFor()
    await card.getByRole('button', { name: '记录客户意愿' }).click()
    const sheet = page.getByRole('dialog', { name: '记录客户意愿' })
    await sheet.getByRole('button', { name: '拒绝', exact: true }).click()
    await sheet.getByRole('button', { name: '电话', exact: true }).click()
    await sheet.getByRole('button', { name: '记录', exact: true }).click()
    await card.getByText('客户已拒绝此渠道').waitFor()
    expect(
      await card
        .getByRole('listitem')
        .filter({ hasText: /^电话客户已拒绝此渠道$/ })
        .count(),
    ).toBe(1)
    await context.close()
  })

  it('leaves nothing of customers on the device after signing out', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'relationship_manager'), phone)
    await page.goto(`${stage().bank.url}/customers`)
    await listTotal(page)
    await page.getByRole('list', { name: '客户清单' }).getByRole('link').first().click()
    await page.getByRole('region', { name: '时间线' }).waitFor()
    const kept = () =>
      page.evaluate(async () => {
        const open = indexedDB.open('liuke')
        await new Promise((resolve) => open.addEventListener('success', resolve))
        const count = open.result.transaction('pocket').objectStore('pocket').count()
        await new Promise((resolve) => count.addEventListener('success', resolve))
        open.result.close()
        return count.result
      })
    await expect.poll(kept).toBeGreaterThan(0)
    await page.getByRole('button', { name: '用户菜单' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL('**/sign-in')
    expect(await kept()).toBe(0)
    await context.close()
  })
}
