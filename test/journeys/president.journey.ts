import { expect, it } from 'vitest'
import { sql } from 'kysely'
import { enter, listTotal, userOf, type Stage } from './stage.ts'

const subBranch = '支行'

export const presidentJourneys = (stage: () => Stage): void => {
  it('a president sees three outlets and opens a number down to a customer', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', subBranch))
    const outlets = page.getByRole('region', { name: '网点比较' }).locator('tbody tr')
    await outlets.first().waitFor()
    expect(await outlets.count()).toBe(3)
    await outlets.nth(1).getByRole('link').first().click()
    const name = await page.locator('h1').textContent()
    await page.waitForURL('**/outlet/*')
    await page.getByRole('region', { name: '网点比较' }).waitFor({ state: 'detached' })
    expect(name).toBeTruthy()
    const wealth = page.getByRole('row', { name: /^财私/ }).getByRole('link').first()
    const shown = Number((await wealth.textContent())?.replaceAll(',', ''))
    await wealth.click()
    expect(await listTotal(page)).toBe(shown)
    const row = page.getByRole('row').nth(1)
    const customer = await row.locator('strong').textContent()
    await row.click()
    await page.waitForURL('**/customers/*')
    await page.getByRole('heading', { level: 1, name: customer ?? '' }).waitFor()
    await page.getByRole('region', { name: '昨夜看到' }).waitFor()
    await page.goBack()
    expect(await listTotal(page)).toBe(shown)
    await context.close()
  })

  it('the inverted triangle tells who is leaving and what was done, and opens the lists behind it', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', subBranch))
    const triangle = page.getByRole('region', { name: '倒三角' })
    const opens = async (label: string, address: string) => {
      const number = triangle.locator('dl > div', { has: page.getByText(label, { exact: true }) }).getByRole('link')
      const shown = (await number.first().textContent()) ?? ''
      await number.first().click()
      await page.waitForURL(address)
      return shown
    }
    const overdue = await opens('超时未联系', '**/warnings?institution=*&state=overdue')
    await page.getByText(`${overdue} 位`, { exact: true }).waitFor()
    await page.goBack()
    const ofOutlets = page.getByRole('region', { name: '网点比较' }).locator('a[href^="/warnings"][href$="state=overdue"]')
    await ofOutlets.first().waitFor()
    const counts = await ofOutlets.allTextContents()
    expect(counts.reduce((sum, count) => sum + Number(count.replaceAll(',', '')), 0)).toBe(Number(overdue.replaceAll(',', '')))
    await ofOutlets.first().click()
    await page.getByText(`${counts[0]} 位`, { exact: true }).waitFor()
    await page.goBack()
    const winBack = await opens('该策反了', '**/leave-cases?institution=*&column=win_back')
    await page.getByRole('heading', { level: 1, name: '挽留看板' }).waitFor()
    expect(await page.getByRole('region', { name: '该策反了' }).locator('li').count()).toBe(Number(winBack))
    await page.goBack()
    const referred = await opens('转介来的准主顾', '**/prospects?source=a%2Cc')
    if (referred !== '0') await page.getByText(`${referred} 位`, { exact: true }).waitFor()
    await context.close()
  })

  it('every count opens a list of exactly so many customers', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', subBranch))
    await page.getByRole('region', { name: '网点比较' }).waitFor()
    const counts = await page.locator('#content a[href^="/customers"]').evaluateAll((links) =>
      links.flatMap((link) => {
        const text = link.textContent ?? ''
        const number = /^(?:新开 |未管户 )?([\d,]+)(?: 户| · 打开修复清单)?$/.exec(text)?.[1]
        return number === undefined ? [] : [{ text, count: Number(number.replaceAll(',', '')), href: link.getAttribute('href') ?? '' }]
      }),
    )
    expect(counts.length).toBeGreaterThan(20)
    const found: { text: string; href: string; count: number }[] = []
    for (const href of new Set(counts.map((one) => one.href))) {
      await page.locator(`a[href="${href}"]`).first().click()
      const total = await listTotal(page)
      await page.goBack()
      await page.getByRole('region', { name: '网点比较' }).waitFor()
      for (const one of counts.filter((other) => other.href === href)) found.push({ text: one.text, href, count: total })
    }
    expect(found.map((one) => `${one.text} ${one.href} ${one.count}`).toSorted()).toEqual(
      counts.map((one) => `${one.text} ${one.href} ${one.count}`).toSorted(),
    )
    await context.close()
  }, 90_000)

  it('filters by an amount typed in 万, and keeps the view under a name', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', subBranch))
    await page.getByRole('link', { name: '客户', exact: true }).click()
    const all = await listTotal(page)
    await page.getByRole('button', { name: '添加筛选' }).click()
    await page.getByLabel('值').fill('两万')
    await page.getByRole('button', { name: '应用' }).click()
    await page.getByText('请输入金额').waitFor()
    await page.getByLabel('值').fill('5万')
    await page.getByRole('button', { name: '应用' }).click()
    await page.waitForURL('**/customers?f=aum_mda.at_least.5000000')
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from customer.customer_snapshot where business_date = ${stage().bank.businessDate} and aum_mda_fen >= 5000000`.execute(
      stage().databases.owner,
    )
    expect(await listTotal(page)).toBe(rows[0]?.count)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByLabel('视图名称').fill('五万以上')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '五万以上', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /移除筛选/ }).click()
    await page.waitForURL('**/customers')
    expect(await listTotal(page)).toBe(all)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByRole('button', { name: '五万以上', exact: true }).click()
    await page.waitForURL('**/customers?f=aum_mda.at_least.5000000')
    await context.close()
  })
}
