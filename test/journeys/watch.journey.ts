import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

/** Everybody the manager keeps may be told of products on the phone. */
async function consents({ databases: { owner } }: Stage, login: string): Promise<void> {
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select c.customer_id, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', u.id
    from customer.customer c join organisation.user_account u on u.staff_id = c.manager_id
    where c.business_date = (select business_date from extract.publication where is_current) and u.login = ${login}`.execute(owner)
}

/** The bank to which customers in sight of the sub-branch sent most in their own names, and how many are listed for it. */
async function busiestBank({ databases: { owner } }: Stage): Promise<{ bank: string; customers: number }> {
  const { rows } = await sql<{ bank: string; customers: number }>`
    select l.bank, count(*)::integer as customers from watch.flow_path_listed l join customer.customer c using (business_date, customer_id)
    where l.business_date = (select business_date from extract.publication where is_current) and l.form = 'own_name' and l.bank <> ''
      and l.outflow_fen >= 2000000 and not c.not_for_marketing
    group by l.bank order by sum(l.outflow_fen) desc limit 1`.execute(owner)
  const [row] = rows
  if (!row) throw new Error('the small bank has no transfers for this journey')
  return row
}

export const watchJourneys = (stage: () => Stage): void => {
  it('a president sees who leaves and where money goes, and opens a number down to the customer and what suits them', async () => {
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', '支行'), desktop)
    await page.getByRole('link', { name: '留存观察' }).click()
    const survival = page.getByRole('region', { name: '客户能留多久' })
    await survival.getByRole('img', { name: /客户能留多久/ }).waitFor()
    await survival.getByText('“离开”指').waitFor()
    const [all] = await survival.locator('tbody tr').allTextContents()
    expect(all).toMatch(/全部.*还在观察/)
    await survival.getByRole('button', { name: '持有产品' }).click()
    await survival
      .getByText(/^\d 类产品$/)
      .first()
      .waitFor()

    await page.getByRole('button', { name: '交叉销售' }).click()
    await page.getByText('虚线是行业说法').waitFor()
    await page.getByRole('button', { name: '到期承接' }).click()
    await page.getByRole('heading', { name: /7 天后还在/ }).waitFor()
    await page.getByRole('button', { name: '开门红' }).click()
    await page.getByRole('region', { name: '开门红资金留了多少' }).waitFor()

    await page.getByRole('button', { name: '资金去向' }).click()
    const paths = page.getByRole('region', { name: '钱从哪里来，到哪里去' })
    await paths.getByRole('img', { name: /流入/ }).waitFor()
    const { bank, customers } = await busiestBank(stage())
    const more = paths.getByRole('button', { name: /^再看/ })
    if ((await more.count()) > 0) await more.click()
    await paths
      .getByRole('row', { name: `本人 · ${bank}` })
      .getByRole('button')
      .last()
      .click()
    const sheet = page.getByRole('dialog', { name: `本人 · ${bank} · 流出` })
    const links = sheet.getByRole('link')
    await links.first().waitFor()
    await sheet.getByText(`${customers} 位客户`).waitFor()
    expect(await links.count()).toBe(customers)
    await links.first().click()
    await page.waitForURL('**/customers/*')
    await page.getByRole('region', { name: '下一个适合的产品' }).waitFor()
    await context.close()
  })

  it('a manager on the phone finds whom a product suits; what the customer does not want is not suggested again', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    await consents(stage(), manager.login)
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/watch?view=fits`)
    const fits = page.getByRole('region', { name: '适合名单' })
    await fits.getByRole('link').first().click()
    await page.waitForURL('**/customers/*')
    const card = page.getByRole('region', { name: '下一个适合的产品' })
    const first = card.getByRole('listitem').first()
    const product = (await first.locator('strong').textContent()) ?? ''
    await first.getByRole('button', { name: '客户不要' }).click()
    await card.getByText(product, { exact: true }).waitFor({ state: 'detached' })
    await page.reload()
    await card.waitFor()
    expect(await card.getByText(product, { exact: true }).count()).toBe(0)
    await context.close()
  })
}
