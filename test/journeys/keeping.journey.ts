import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { IssuedUser } from '../../server/modules/organisation/index.ts'
import { measureWakeUps } from '../../server/modules/retention/index.ts'
import { addDays, businessDateOf } from '../../server/platform/calendar.ts'
import { publishLater } from './publish-later.ts'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

/** A hundred customers of the manager's outlet who sleep, and who agreed to a call; they are the manager's. */
async function putToSleep({ databases: { owner } }: Stage, { login }: IssuedUser): Promise<void> {
  const chosen = sql`select c.customer_id, c.business_date, u.staff_id from customer.customer c
    join organisation.user_account u on u.institution_id = c.institution_id
    where u.login = ${login} and c.business_date = (select business_date from extract.publication where is_current) and not c.not_for_marketing and c.status is null
      and (c.birth_date is null or c.birth_date < '2000-01-01') order by c.customer_id limit 100`
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    select customer_id, 'call', 'care', '1', 'paper', 'journey', '2026-01-01', 0, now() from (${chosen}) s`.execute(owner)
  await sql`update customer.customer_snapshot t set activity = 'dormant', bucket = 'counted', phone_usable = true, manager_id = s.staff_id, last_own_act_on = '2026-01-05'
    from (${chosen}) s where t.customer_id = s.customer_id and t.business_date = s.business_date`.execute(owner)
  await sql`update customer.customer t set manager_id = s.staff_id from (${chosen}) s where t.customer_id = s.customer_id and t.business_date = s.business_date`.execute(
    owner,
  )
}

export const keepingJourneys = (stage: () => Stage): void => {
  it('the president starts a wake-up; some are held out by lot; when the windows are over both groups are compared, and it says what came of it', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    await putToSleep(stage(), manager)
    const president = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName), phone)
    const { page } = president
    await page.goto(`${stage().bank.url}/leave-cases`)
    await page.getByRole('navigation', { name: '挽留的页面' }).getByText('唤醒').click()
    await page.getByRole('button', { name: '开始一次唤醒' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText(/唤醒 \d+ · 对照 \d+/).waitFor()
    await sheet.getByText(/个百分点/).waitFor()
    await sheet.getByRole('button', { name: '抽签并开始' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText('进行中').waitFor()
    await page.locator('[data-wave="1"]').waitFor()
    expect(await page.getByRole('region', { name: '效果' }).count()).toBe(0)

    const { owner } = stage().databases
    const { rows } = await sql<{ id: string; arm: string }>`select customer_id::text as id, arm from retention.wake_up_member`.execute(
      owner,
    )
    const armOf = new Map(rows.map(({ id, arm }) => [id, arm]))
    expect(rows.filter(({ arm }) => arm === 'held_out').length).toBeGreaterThanOrEqual(10)
    // of those offered six of ten come back, of those held out nobody
    const today = businessDateOf(new Date())
    await publishLater(stage(), addDays(today, 300), ({ customer_id: id }) =>
      armOf.get(String(id)) === 'offered' && Number(id) % 10 < 6 ? { last_own_act_on: addDays(today, 250) } : {},
    )
    expect(await measureWakeUps(owner)).toBe(rows.length)
    await page.reload()
    const effect = page.getByRole('region', { name: '效果' })
    await effect.locator('[data-verdict=more]').waitFor()
    await effect.getByText(/唤醒有效：每 100 位里多唤醒约/).waitFor()
    await page.getByText('已有结论').waitFor()
    await president.context.close()
  }, 90_000)

  it('head office adds a benefit, a manager logs a use in two taps on the dossier, the president sees it used', async () => {
    const { owner } = stage().databases
    const manager = userOf(stage(), 'relationship_manager')
    const headOffice = await enter(stage(), userOf(stage(), 'head_office'), desktop)
    await headOffice.page.goto(`${stage().bank.url}/leave-cases/benefits`)
    await headOffice.page.getByText('还没有增值服务').waitFor()
    await headOffice.page.getByRole('button', { name: '新增服务' }).click()
    const sheet = headOffice.page.getByRole('dialog')
    await sheet.getByRole('button', { name: '保存' }).click()
    await sheet.getByText(/请填写完整/).waitFor()
    await sheet.getByLabel('名称').fill('年度体检')
    await sheet.getByLabel(/代码/).fill('health_check')
    await sheet.getByLabel('由谁提供').fill('江海体检中心')
    await sheet.getByLabel('怎么用').fill('提前三天预约')
    for (const tier of ['长尾', '潜力', '中高端', '财私']) await sheet.getByLabel(tier).fill('1')
    await sheet.getByRole('button', { name: '保存' }).click()
    await headOffice.page.locator('[data-benefit=health_check]').waitFor()
    await headOffice.context.close()

    const { rows } = await sql<{
      id: string
    }>`select s.customer_id::text as id from customer.customer_snapshot s join organisation.user_account u on u.staff_id = s.manager_id
      where u.login = ${manager.login} and s.bucket = 'counted' and s.business_date = (select business_date from extract.publication where is_current) limit 1`.execute(
      owner,
    )
    const keeper = await enter(stage(), manager, phone)
    await keeper.page.goto(`${stage().bank.url}/customers/${rows[0]?.id}`)
    const card = keeper.page.getByRole('region', { name: '增值服务' })
    await card.getByText('还没用过').waitFor()
    await card.getByRole('button', { name: '记一次年度体检' }).click()
    await card.getByRole('button', { name: '确认已使用' }).click()
    await card.getByText('本期 1 次已用完').waitFor()
    expect(await card.getByRole('button', { name: '记一次年度体检' }).count()).toBe(0)
    await keeper.context.close()

    const president = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName), desktop)
    await president.page.goto(`${stage().bank.url}/leave-cases/benefits`)
    await president.page
      .locator('[data-benefit=health_check]')
      .getByText(/1\/\d+ 位，1 次/)
      .waitFor()
    await president.page.getByRole('link', { name: '三招式' }).click()
    await president.page.getByRole('region', { name: '三招式' }).getByText('只有 1 位有结果，少于 20 位，不说比例').first().waitFor()
    await president.context.close()
  }, 90_000)
}
