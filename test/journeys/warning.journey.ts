import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { raiseAlerts } from '../../server/modules/warning/index.ts'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

/** Warns of a customer of the manager who is no elder and has no leave case: three days ago, of money that went to the own name elsewhere. */
async function warnedCustomer({ databases: { owner } }: Stage, login: string): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string; night: string; institution: number; manager: number; fen: string }>`
    select c.customer_id::text as id, c.name, c.business_date as night, c.institution_id as institution, c.manager_id as manager, s.aum_fen::text as fen
    from customer.customer c join customer.customer_snapshot s using (business_date, customer_id)
    join organisation.user_account u on u.staff_id = c.manager_id
    where c.business_date = (select business_date from extract.publication where is_current) and u.login = ${login} and s.bucket = 'counted'
      and s.aum_fen > 1000000 and c.birth_date > '1975-01-01' and not exists (select from retention.leave_case l where l.customer_id = c.customer_id)
    order by s.aum_fen limit 1`.execute(owner)
  const [found] = rows
  if (!found) throw new Error('the small bank has no customer for this journey')
  await sql`insert into warning.alert values (${found.night}, ${found.id}, ${found.institution}, ${found.manager}, ${found.fen}, ${found.fen}, false, 9000,
      'signals', ${found.fen}::bigint * 9 / 10, 1)
    on conflict (business_date, customer_id) do update set chance_bp = 9000, expected_loss_fen = excluded.expected_loss_fen`.execute(owner)
  await sql`insert into warning.alert_signal values (${found.night}, ${found.id}, ${found.institution}, ${found.manager}, 'own_name_outflow', 5000000, ${found.night})
    on conflict do nothing`.execute(owner)
  await sql`insert into warning.raised values (${found.id}, 'own_name_outflow', ${found.night}::date - 3, now() - interval '3 days') on conflict do nothing`.execute(
    owner,
  )
  await raiseAlerts(owner)
  return found
}

export const warningJourneys = (stage: () => Stage): void => {
  it('a manager sees who may leave, why, and that nobody was in touch, and opens a leave case in one press', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { id, name } = await warnedCustomer(stage(), manager.login)
    const { page, context } = await enter(stage(), manager, desktop)
    await page.getByRole('navigation').getByRole('link', { name: '预警' }).click()
    await page.waitForURL('**/warnings')
    await page.getByRole('button', { name: /^转往本人他行/ }).click()
    await page.getByRole('button', { name: '超时未联系' }).click()
    const row = page.locator(`[data-customer="${id}"]`)
    await row.getByText('转往本人他行').first().waitFor()
    await row.getByText('超过时限还没联系上').waitFor()
    await row.getByText('90.0% 可能流失').waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('overdue')
    await row.getByRole('button', { name: '开挽留单' }).click()
    await page.waitForURL('**/leave-cases/*-*')
    await page.getByText('预警开单，尚未询问').first().waitFor()
    await page.goto(`${stage().bank.url}/warnings?state=case`)
    await row.getByRole('link', { name: '看挽留单' }).waitFor()
    await row.getByRole('link', { name, exact: true }).click()
    await page.waitForURL(`**/customers/${id}`)
    await context.close()
  })

  it('a contact logged from the list stops the clock of the warning, and is on record as the manager’s', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { id } = await warnedCustomer(stage(), manager.login)
    const { page, context } = await enter(stage(), manager, desktop)
    await page.goto(`${stage().bank.url}/warnings?signals=own_name_outflow`)
    const row = page.locator(`[data-customer="${id}"]`)
    await row.getByRole('button', { name: /^记一笔/ }).click()
    await page.getByRole('button', { name: '联系上了' }).click()
    await page.getByRole('button', { name: '完成' }).click()
    await row.getByText('已联系上').waitFor()
    const { rows } = await sql<{ outcome: string; login: string; reached: boolean }>`
      select k.outcome, u.login, k.at >= (select max(w.raised_at) from warning.raised w where w.customer_id = k.customer_id and w.ended_on is null) as reached
      from contact.contact k join organisation.user_account u on u.id = k.user_id where k.customer_id = ${id}`.execute(
      stage().databases.owner,
    )
    expect(rows).toEqual([{ outcome: 'reached', login: manager.login, reached: true }])
    await page.goto(`${stage().bank.url}/warnings?signals=own_name_outflow&state=contacted`)
    await row.waitFor()
    await context.close()
  })

  it('a president defines a risk group by a form, sees who is in it first, and the own managers find it', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName), phone)
    await page.goto(`${stage().bank.url}/warnings`)
    await page.getByRole('button', { name: '新建客群' }).click()
    await page.getByLabel('客群名称').fill('产品单一')
    await page.getByRole('button', { name: '添加筛选' }).click()
    await page.getByRole('combobox', { name: '查找指标' }).fill('产品大类')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '≤' }).click()
    await page.getByRole('textbox', { name: '值', exact: true }).fill('1')
    await page.getByRole('button', { name: '应用' }).click()
    const found = page.getByRole('status').filter({ hasText: '的数据有' })
    await found.waitFor()
    const members = Number(/有 ([\d,]+) 位/.exec((await found.textContent()) ?? '')?.[1]?.replace(',', ''))
    expect(members).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page
      .getByRole('region', { name: '自定客群' })
      .getByText(`${members.toLocaleString('zh-CN')} 位`)
      .waitFor()
    await context.close()
    const kept = await sql<{ n: number }>`select count(*)::int as n from warning.own_group where name = '产品单一'`.execute(
      stage().databases.owner,
    )
    expect(kept.rows[0]?.n).toBe(1)
    const own = await enter(stage(), manager, desktop)
    await own.page.goto(`${stage().bank.url}/warnings`)
    await own.page.getByRole('region', { name: '自定客群' }).getByText('产品单一').waitFor()
    expect(await own.page.getByRole('button', { name: '停用' }).count()).toBe(0)
    await own.context.close()
  })

  it('the president reads on the phone what each signal was worth, and head office goes from there to switch one off', async () => {
    const president = await enter(stage(), userOf(stage(), 'outlet_president'), phone)
    await president.page.goto(`${stage().bank.url}/warnings?view=record`)
    await president.page.getByText('不看信号').waitFor()
    expect(await president.page.locator('[data-signal]').count()).toBe(9)
    expect(await president.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await president.context.close()

    const head = await enter(stage(), userOf(stage(), 'head_office'), desktop)
    await head.page.goto(`${stage().bank.url}/warnings?view=record`)
    await head.page.locator('[data-signal="cooling"]').getByRole('link', { name: '提议停用' }).click()
    await head.page.waitForURL('**/policies?key=warning.cooling.on')
    await head.page.getByText('预警信号：本人动账降温').first().waitFor()
    await head.context.close()
  })
}
