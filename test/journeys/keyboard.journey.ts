import { expect, it } from 'vitest'
import { sql } from 'kysely'
import { enter, listTotal, userOf, type Stage } from './stage.ts'

export const keyboardJourneys = (stage: () => Stage): void => {
  it('finds a customer by the initials of the name without a mouse', async () => {
    const { rows } = await sql<{ name: string; initials: string }>`
      select min(name) as name, name_initials as initials from customer.customer where name is not null
      group by name_initials having count(*) = 1 and length(name_initials) = 3 order by name_initials limit 1`.execute(
      stage().databases.owner,
    )
    const wanted = rows[0]
    if (!wanted) throw new Error('no customer with initials of their own')
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'))
    await page.keyboard.press('/')
    await page.keyboard.type(wanted.initials)
    await page.getByRole('option', { name: wanted.name }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/customers/*')
    await page.getByRole('region', { name: '昨夜看到' }).waitFor()
    expect(await page.locator('#content h1').textContent()).toBe(wanted.name)
    await context.close()
  })

  it('goes through a list by j, k, Enter and Escape, and shows the keys by ?', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'))
    await page.getByRole('link', { name: '客户', exact: true }).click()
    await listTotal(page)
    await page.getByRole('row').nth(4).waitFor()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
    const marked = page.locator('[role="row"][aria-selected="true"]')
    expect(await marked.getAttribute('aria-rowindex')).toBe('3')
    const name = await marked.locator('strong').textContent()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL('**/customers')
    expect(await marked.getAttribute('aria-rowindex')).toBe('3')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/customers')
    await context.close()
  })
}
