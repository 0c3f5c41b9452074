import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { mayContactMany } from '../../server/modules/privacy/index.ts'
import { addDays, businessDateOf } from '../../server/platform/calendar.ts'
import { withScope, type Scope } from '../../server/platform/database/scope.ts'
import { enter, phone, userOf, type Stage } from './stage.ts'
import { weekOf } from './week-of.ts'
import { prepareDay } from './today.journey.ts'

const items = (page: Page) => page.getByRole('list', { name: '今日工作' }).locator('li.today-item')

/** Everything that the day needs without network is on the device. */
async function readyForOffline(page: Page): Promise<void> {
  await items(page).first().waitFor()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('worklog-sheet')))
}

/** Three taps from the list: the contact, the outcome, done. */
async function logInThreeTaps(page: Page, card: string): Promise<void> {
  await page.locator(card).getByRole('button', { name: '记录联系' }).click()
  await page.getByRole('button', { name: '联系上了' }).click()
  await page.getByRole('button', { name: '完成' }).click()
}

async function countOf({ databases }: Stage, table: string, column: string, value: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)} = ${value}`.execute(
    databases.owner,
  )
  return rows[0]?.n ?? 0
}

async function callsOf(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/contacts?view=day`)
  const line = page.getByRole('region', { name: '活动量' }).locator('.quota-line').filter({ hasText: '电话' })
  await line.waitFor()
  return Number(/(\d+) \/ \d+/.exec((await line.textContent()) ?? '')?.[1])
}

export const dayJourneys = (stage: () => Stage): void => {
  it('the first of today is logged in three taps without network; list, dossier, cadence, cap, quota and the president’s coverage know it once', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { managerId } = await prepareDay(stage(), manager.login)
    const { databases, bank } = stage()
    const today = businessDateOf(new Date())
    await sql`insert into privacy.calendar_exception (day, working, about) values (${addDays(today, 1)}, true, '上班') on conflict (day) do update set working = true`.execute(
      databases.owner,
    )
    const before = await weekOf(stage(), manager)
    const { page, context } = await enter(stage(), manager, phone)
    const calls = await callsOf(page, bank.url)
    await page.goto(`${bank.url}/today`)
    await readyForOffline(page)
    const first = items(page).first()
    const customerId = (await first.getAttribute('data-customer')) ?? ''
    expect(await first.locator('.today-by').textContent()).toBe('电话')
    const card = `li[data-customer="${customerId}"]`
    // two contacts of the days before: with this one the week is full
    const { rows } = await sql<{ userId: number; institutionId: number }>`
      select id as "userId", institution_id as "institutionId" from organisation.user_account where login = ${manager.login}`.execute(
      databases.owner,
    )
    const { userId = 0, institutionId = 0 } = rows[0] ?? {}
    const daysBefore = [2, 3]
    // the quota is of this week, which begins on Monday; cap and coverage are of any seven days
    const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
    const ofThisWeek = daysBefore.filter((ago) => ago <= sinceMonday).length
    for (const ago of daysBefore)
      await sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
        values (${randomUUID()}, ${customerId}, ${`${addDays(today, -ago)}T10:00:00+08:00`}, 'call', 'care', 'outbound', 'not_reached', 'allowed', false, ${userId}, ${managerId}, 'x', ${institutionId})`.execute(
        databases.owner,
      )
    const scope: Scope = { userId, role: 'relationship_manager', institutionId, institutions: [institutionId], managerId }
    const tomorrow = () =>
      withScope(databases.app, scope, async (trx) =>
        (await mayContactMany(trx, [BigInt(customerId)], { at: new Date(`${addDays(today, 1)}T10:00:00+08:00`) })).may(
          BigInt(customerId),
          'call',
          'marketing',
        ),
      )
    expect((await tomorrow()).reason).toBe('allowed')

    await context.setOffline(true)
    await logInThreeTaps(page, card)
    await page.getByText('1 条待同步').waitFor()
    expect(await countOf(stage(), 'contact.contact', 'customer_id', customerId)).toBe(2)
    await context.setOffline(false)
    await page.getByText('1 条待同步').waitFor({ state: 'detached' })
    expect(await countOf(stage(), 'contact.contact', 'customer_id', customerId)).toBe(3)
    await page.locator(card).getByText('已联系', { exact: true }).waitFor()
    await page.getByText(/^已完成 1 \//).waitFor()

    await page.goto(`${bank.url}/customers/${customerId}`)
    const line = page.getByRole('region', { name: '时间线' }).getByRole('listitem').filter({ hasText: '联系上了' })
    await line.first().waitFor()
    expect(await line.count()).toBe(1)
    await page.getByRole('region', { name: '分类与联络周期' }).getByText(today).waitFor()
    expect((await tomorrow()).reason).toBe('cap')
    expect(await callsOf(page, bank.url)).toBe(calls + 1 + ofThisWeek)
    await context.close()
    expect(await weekOf(stage(), manager)).toBe(before + 1 + daysBefore.length)
  }, 90_000)

  it('a prospect of the day is logged in three taps without network, survives a reload on the page for such times, and arrives once', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { managerId } = await prepareDay(stage(), manager.login)
    // few customers can be called: there is room for people who are no customers yet
    await sql`update customer.customer_snapshot set phone_usable = false where business_date = ${stage().bank.businessDate} and manager_id = ${managerId}`.execute(
      stage().databases.owner,
    )
    const [first, second] = [randomUUID(), randomUUID()]
    const today = businessDateOf(new Date())
    for (const [id, name] of [
      [first, '孙小梅'],
      [second, '钱多'],
    ])
      await sql`insert into prospect.prospect (id, institution_id, manager_id, name, phone, source_class, basis, basis_proof, basis_on, channels, next_step, next_on, made_by, made_by_name, made_at)
        select ${id}, s.institution_id, s.id, ${name}, '13911112222', 'a', 'spoken', 'x', '2026-01-01', '{call}', 'call_again', ${today}, 1, 'x', now() from organisation.staff s where s.id = ${managerId}`.execute(
        stage().databases.owner,
      )
    const { page, context } = await enter(stage(), manager, phone)
    const card = (id: string) => `li[data-prospect="${id}"]`
    await page.locator(card(first)).getByText('首次联系').waitFor()
    await readyForOffline(page)
    await context.setOffline(true)
    await logInThreeTaps(page, card(first))
    await page.getByText('1 条待同步').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '离线记录' }).waitFor()
    await page.getByRole('region', { name: '今天该联系的准主顾' }).getByRole('button', { name: '记一笔 · 钱**' }).click()
    await page.getByRole('button', { name: '没联系上' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByText('2 条待同步').waitFor()
    expect(await page.getByText('孙小梅').count()).toBe(0)
    expect(await countOf(stage(), 'prospect.contact', 'prospect_id', first)).toBe(0)
    await context.setOffline(false)
    await page.getByRole('link', { name: '网络已恢复，进入系统' }).click()
    await page.getByRole('button', { name: '用户菜单' }).waitFor()
    await page.getByText(/条待同步/).waitFor({ state: 'detached' })
    for (const id of [first, second]) expect(await countOf(stage(), 'prospect.contact', 'prospect_id', id)).toBe(1)
    await page.goto(`${stage().bank.url}/today`)
    await page.locator(card(first)).getByText('已联系', { exact: true }).waitFor()
    await page.goto(`${stage().bank.url}/prospects`)
    await page.locator(card(first)).getByText('联系 1 次，共 15 分钟').waitFor()
    await context.close()
  }, 90_000)
}
