import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { businessDateOf } from '../../server/platform/calendar.ts'
import { enter, phone, userOf, type Stage } from './stage.ts'

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('#content')?.scrollWidth ?? 0) - innerWidth)
const items = (page: Page) => page.getByRole('list', { name: '今日工作' }).locator('li.today-item')
const customersOf = (page: Page, shown = items(page)) =>
  shown.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-customer') ?? ''))

/** The portfolio of a manager: everybody agreed to calls, has money coming in, and can be reached; today is a working day. */
export async function prepareDay({ databases, bank }: Stage, login: string): Promise<{ managerId: number; customers: string[] }> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(databases.owner)
  const { rows } = await sql<{ managerId: number; customerId: string }>`
    select s.manager_id as "managerId", s.customer_id::text as "customerId" from customer.customer_snapshot s
    join customer.customer c using (business_date, customer_id) join organisation.staff st on st.id = s.manager_id
    where s.business_date = ${bank.businessDate} and st.staff_no = ${login} and s.bucket = 'counted' and c.status is null
      and not exists (select from privacy.open_complaint o where o.business_date = s.business_date and o.customer_id = s.customer_id)
    order by s.customer_id`.execute(databases.owner)
  const managerId = rows[0]?.managerId ?? 0
  await run(
    sql`insert into privacy.calendar_exception (day, working, about) values (${businessDateOf(new Date())}, true, '上班') on conflict (day) do update set working = true`,
  )
  await run(
    sql`update customer.customer_snapshot set phone_usable = true, inflow_7d_fen = 8000000 + customer_id * 1000, pass_through_30d_fen = 0 where business_date = ${bank.businessDate} and manager_id = ${managerId}`,
  )
  await run(
    sql`update customer.customer set birth_date = '1980-01-01' where business_date = ${bank.businessDate} and manager_id = ${managerId}`,
  )
  // whoever came before made plans of what was known then
  await run(sql`truncate today.plan, today.plan_item, today.plan_prospect, today.wish`)
  await run(sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    select customer_id, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', 1, now() from customer.customer where business_date = ${bank.businessDate} and manager_id = ${managerId}`)
  return { managerId, customers: rows.map(({ customerId }) => customerId) }
}

export const todayJourneys = (stage: () => Stage): void => {
  it('a manager opens today on a phone, reads why, pins one, puts one off; the president sees the team', async () => {
    const user = userOf(stage(), 'relationship_manager')
    const { managerId, customers } = await prepareDay(stage(), user.login)
    expect(customers.length).toBeGreaterThan(14)
    const { page, context } = await enter(stage(), user, phone)
    expect(new URL(page.url()).pathname).toBe('/today')
    await items(page).first().waitFor()
    expect(await overflow(page)).toBe(0)
    const first = items(page).first()
    await first.getByText('近 7 天转入').waitFor()
    await first
      .getByText(/门槛|名额有余/)
      .first()
      .waitFor()
    await first.getByText('先问资金的用处和时间').waitFor()
    await first.getByText('机会 10.0').first().waitFor()

    const listed = await customersOf(page)
    const second = listed[1] ?? ''
    await page.locator(`[data-customer="${second}"]`).getByRole('button', { name: '指定', exact: true }).click()
    await items(page).first().getByText('您指定的').waitFor()
    expect((await customersOf(page))[0]).toBe(second)

    const third = listed[2] ?? ''
    await page.locator(`[data-customer="${third}"]`).getByRole('button', { name: '推迟' }).click()
    await page.getByRole('button', { name: '一周后' }).click()
    await page.getByRole('button', { name: '需要准备' }).click()
    expect(await overflow(page)).toBe(0)
    await page.getByRole('button', { name: /^推迟到 / }).click()
    await page.getByRole('region', { name: '已推迟 1 位' }).waitFor()
    expect(await customersOf(page)).not.toContain(third)

    await page.getByRole('button', { name: '谁没列上、为什么' }).click()
    await page
      .locator('.today-other')
      .first()
      .getByText(/门槛|已排满|相当|不可联系/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await items(page).first().getByText('您指定的').waitFor()
    await context.close()

    const president = userOf(stage(), 'outlet_president', user.institutionName)
    const team = await enter(stage(), president)
    await team.page.getByRole('link', { name: '团队', exact: true }).click()
    const row = team.page.getByRole('row').filter({ has: team.page.locator(`a[href*="manager=${managerId}"]`) })
    await row.getByRole('link').click()
    await team.page.getByText('只读').waitFor()
    expect((await customersOf(team.page))[0]).toBe(second)
    expect(await team.page.getByRole('button', { name: '推迟' }).count()).toBe(0)
    await team.context.close()
  })

  it('offers nobody who refused, is of code N, or was called by a colleague; on a holiday no call at all', async () => {
    const user = userOf(stage(), 'relationship_manager')
    const { databases, bank } = stage()
    const { page, context } = await enter(stage(), user, phone)
    await items(page).first().waitFor()
    const [refused = '', coded = '', called = ''] = await customersOf(page, items(page).filter({ has: page.locator('.today-by-call') }))
    await sql`insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) values (${refused}, 'call', now(), 1)`.execute(
      databases.owner,
    )
    await sql`update customer.customer set not_for_marketing = true where business_date = ${bank.businessDate} and customer_id = ${coded}`.execute(
      databases.owner,
    )
    await sql`update customer.customer_snapshot set bucket = 'not_for_marketing' where business_date = ${bank.businessDate} and customer_id = ${coded}`.execute(
      databases.owner,
    )
    await sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
      values (gen_random_uuid(), ${called}, now(), 'call', 'care', 'outbound', 'reached', 'allowed', false, 999, null, '同事', 1)`.execute(
      databases.owner,
    )
    await page.reload()
    await items(page).first().waitFor()
    const left = await customersOf(page)
    for (const gone of [refused, coded, called]) expect(left).not.toContain(gone)
    await page.getByRole('button', { name: '谁没列上、为什么' }).click()
    await page.locator('.today-other').first().waitFor()
    expect(await page.locator(`.today-other[data-customer="${coded}"]`).count()).toBe(0)
    await page.locator(`.today-other[data-customer="${called}"]`).getByText('今天已有同事联系过').waitFor()
    await page.keyboard.press('Escape')

    await sql`update privacy.calendar_exception set working = false where day = ${businessDateOf(new Date())}`.execute(databases.owner)
    await page.reload()
    await page.getByText('今天不是工作日').waitFor()
    expect(await page.locator('.today-by-call, .today-by-visit, .today-by-invitation').count()).toBe(0)
    await sql`delete from privacy.calendar_exception where day = ${businessDateOf(new Date())}`.execute(databases.owner)
    await context.close()
  })
}
