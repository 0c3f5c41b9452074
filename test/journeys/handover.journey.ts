import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

/** Two managers of one outlet, the first with customers, and their president. */
async function outletOf(stage: Stage) {
  const president = stage.bank.users.find(
    (user) =>
      user.role === 'outlet_president' &&
      stage.bank.users.filter((one) => one.role === 'relationship_manager' && one.institutionName === user.institutionName).length > 1,
  )
  const [before, after] = stage.bank.users.filter(
    (user) => user.role === 'relationship_manager' && user.institutionName === president?.institutionName,
  )
  if (!president || !before || !after) throw new Error('the small bank has no outlet with two managers')
  const { rows } = await sql<{ customerId: string; institutionId: number }>`
    select c.customer_id::text as "customerId", c.institution_id as "institutionId" from customer.customer c join organisation.staff s on s.id = c.manager_id
    where c.business_date = ${stage.bank.businessDate} and s.staff_no = ${before.login} and c.status is null order by c.customer_id`.execute(
    stage.databases.owner,
  )
  return { president, before, after, customers: rows }
}

export const handoverJourneys = (stage: () => Stage): void => {
  it('a whole portfolio goes to another manager, with every promise, who introduces himself by a script and is checked', async () => {
    const { president, before, after, customers } = await outletOf(stage())
    const [one] = customers
    if (!one) throw new Error('the manager keeps nobody')
    const promise = randomUUID()
    await sql`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id)
      values (${promise}, ${one.customerId}, '查明年的存单利率', current_date + 3, 1, ${before.name}, ${one.institutionId})`.execute(
      stage().databases.owner,
    )
    const { page, context } = await enter(stage(), president, desktop)
    await page.getByRole('link', { name: '移交', exact: true }).click()
    await page.getByRole('button', { name: '安排移交' }).click()
    await page.locator('li[data-keeper]').filter({ hasText: before.name }).getByRole('link', { name: '选客户' }).click()
    await page.getByLabel('接手的经理').selectOption({ index: 1 })
    await page.getByText('承诺“查明年的存单利率”').waitFor()
    await page.getByRole('button', { name: `移交 ${customers.length} 户` }).click()
    await page.getByText('移交时未了的承诺').waitFor()
    await page.getByText('未了 1，已办 0').first().waitFor()
    await context.close()

    const taking = await enter(stage(), after, phone)
    await taking.page.goto(`${stage().bank.url}/contacts?view=promises`)
    await taking.page.getByText('查明年的存单利率').waitFor()
    await taking.page.goto(`${stage().bank.url}/handovers`)
    await taking.page.locator('li[data-handover]').first().getByRole('link').click()
    await taking.page.getByText('客户', { exact: true }).first().waitFor()
    const row = taking.page.locator(`li[data-customer="${one.customerId}"]`)
    await row.getByRole('button', { name: '自我介绍' }).click()
    await taking.page.getByRole('dialog').getByText('之前答应您的“查明年的存单利率”').waitFor()
    await taking.page.getByRole('button', { name: '说过了，记一笔' }).click()
    await taking.page.getByRole('button', { name: '联系上了' }).click()
    await taking.page.getByRole('button', { name: '完成' }).click()
    await taking.page
      .getByText(/已记录/)
      .first()
      .waitFor()
    await taking.page.reload()
    await row.getByText(/已联系/).waitFor()
    await taking.context.close()

    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from customer.customer c join organisation.staff s on s.id = c.manager_id
      where c.business_date = ${stage().bank.businessDate} and s.staff_no = ${before.login}`.execute(stage().databases.owner)
    expect(rows[0]?.n).toBe(0)
    // given back, so that others find the bank as it was
    await sql`with back as (update handover.handed_customer set state = 'ended', ended_why = 'elsewhere' where state = 'standing' returning customer_id, from_manager_id)
      select count(*) from back`.execute(stage().databases.owner)
    for (const table of [
      'customer.customer',
      'customer.customer_snapshot',
      'customer.customer_holding',
      'contact.contact_signal',
      'retention.maturity',
      'retention.attrition',
      'payroll.payroll_month',
      'privacy.open_complaint',
      'contact.cadence',
    ])
      await sql`update ${sql.table(table)} t set manager_id = h.from_manager_id from handover.handed_customer h where h.customer_id = t.customer_id`.execute(
        stage().databases.owner,
      )
  })

  it('a prospect is entered on a phone with its basis, met in three taps, and stands on the list of the day when due', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/prospects`)
    await page.getByRole('button', { name: '登记准主顾' }).click()
    const sheet = page.getByRole('dialog', { name: '登记准主顾' })
    await sheet.getByLabel('姓名').fill('赵新')
    await sheet.getByLabel('凭证在哪里').fill('讲座签到表第 3 行')
    await sheet.getByRole('button', { name: '保存' }).click()
    const line = page.locator('li[data-prospect]').filter({ hasText: '赵新' })
    await line.waitFor()
    await page.goto(`${stage().bank.url}/today`)
    const due = page.getByRole('region', { name: '今天该联系的准主顾' })
    await due.getByText('赵新').waitFor()
    await due.locator('li').filter({ hasText: '赵新' }).getByRole('button', { name: '记一笔' }).click()
    await page.getByRole('button', { name: '联系上了' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await due.getByText('赵新', { exact: true }).waitFor({ state: 'detached' })
    expect(await due.getByText('赵新', { exact: true }).count()).toBe(0)
    await context.close()
  })

  it('words of the library go with the contact they were used in and are counted; an opinion is answered and comes back', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/customers`)
    await page.getByRole('list', { name: '客户清单' }).getByRole('link').nth(2).click()
    await page.getByRole('button', { name: '话术', exact: true }).click()
    const card = page.locator('.talk-pick').first()
    const title = (await card.locator('strong').textContent()) ?? ''
    await card.click()
    await page.getByRole('button', { name: '用了 1 条，记一笔' }).click()
    await page.getByRole('button', { name: '联系上了' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await page
      .getByText(/已记录/)
      .first()
      .waitFor()
    const panel = page.getByRole('region', { name: '产品意见' })
    await panel.getByRole('button', { name: '提意见' }).click()
    await page.getByRole('button', { name: '基金' }).click()
    await page.getByRole('button', { name: '起点太高' }).click()
    await panel.getByText('基金 · 起点太高').waitFor()
    const office = await enter(stage(), userOf(stage(), 'head_office'), desktop)
    await office.page.goto(`${stage().bank.url}/opinions`)
    const said = office.page.locator('li[data-opinion]').filter({ hasText: '基金 · 起点太高' }).first()
    await said.getByLabel('答复').fill('下季度降到一百元起')
    await said.getByRole('button', { name: '发出' }).click()
    await said.getByText('下季度降到一百元起').waitFor()
    await office.page.goto(`${stage().bank.url}/talk`)
    await office.page
      .locator('li[data-card]')
      .filter({ hasText: title.split(' · ')[0] ?? '' })
      .getByText(/用过 \d+ 次/)
      .waitFor()
    await office.context.close()
    await page.reload()
    await panel.getByText('下季度降到一百元起').waitFor()
    await panel.getByRole('button', { name: '已转告客户' }).click()
    await panel.getByRole('button', { name: '已转告客户' }).waitFor({ state: 'detached' })
    expect(await panel.getByText('已转告客户').count()).toBe(1)
    await context.close()
  })
}
