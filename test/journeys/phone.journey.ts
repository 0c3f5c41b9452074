import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { enter, listTotal, openPage, phone, userOf, type Stage } from './stage.ts'

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('#content')?.scrollWidth ?? 0) - innerWidth)

export const phoneJourneys = (stage: () => Stage): void => {
  it('fits a phone: no sideways scroll, navigation under the thumb, a card opens its customer', async () => {
    const door = await openPage(stage(), phone, '/sign-in')
    await door.page.getByRole('button', { name: '登录', exact: true }).waitFor()
    expect(await overflow(door.page)).toBe(0)
    await door.context.close()

    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'), phone)
    await page.getByRole('region', { name: '网点比较' }).waitFor()
    expect(await overflow(page)).toBe(0)
    const box = await page.getByRole('link', { name: '客户', exact: true }).boundingBox()
    expect(box?.y).toBeGreaterThan(780)
    expect(box?.height).toBeGreaterThanOrEqual(44)
    await page.getByRole('link', { name: '客户', exact: true }).click()
    await listTotal(page)
    const card = page.getByRole('list', { name: '客户清单' }).getByRole('link').first()
    await card.waitFor()
    expect(await overflow(page)).toBe(0)
    const name = await card.locator('strong').textContent()
    await card.click()
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
    await page.getByRole('region', { name: '联系信息' }).waitFor()
    expect(await overflow(page)).toBe(0)
    await page.getByRole('button', { name: '搜索' }).click()
    await page.getByRole('combobox', { name: '查找客户' }).fill(name ?? '')
    await page.getByRole('option').first().waitFor()
    expect(await overflow(page)).toBe(0)
    await context.close()
  })
}
