import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { addDays, businessDateOf } from '../../server/platform/calendar.ts'
import { enter, phone, userOf, type Stage } from './stage.ts'

/** A counted, grown customer of a manager, and the outlet they belong to. */
async function customerOf({ databases: { owner }, bank }: Stage, login: string): Promise<{ id: string; institutionId: number }> {
  const { rows } = await sql<{ id: string; institutionId: number }>`
    select c.customer_id::text as id, c.institution_id as "institutionId" from customer.customer c join customer.customer_snapshot s using (business_date, customer_id)
      join organisation.user_account u on u.staff_id = c.manager_id and u.login = ${login}
    where c.business_date = ${bank.businessDate} and s.bucket = 'counted' and c.status is null and not c.not_for_marketing order by c.customer_id desc limit 1`.execute(
    owner,
  )
  const found = rows[0]
  if (!found) throw new Error('the manager has no customer')
  await sql`update customer.customer set birth_date = '1986-05-04' where customer_id = ${found.id}`.execute(owner)
  return found
}

/** Payroll and pension people: units that slip, what is left of a wage, and a blood pressure (M60, M64, M65). */
export const programmeJourneys = (stage: () => Stage): void => {
  it('the president sends a manager to a paying unit; it stands in the manager’s today, and what came of it goes back', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const president = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName))
    await president.page.goto(`${stage().bank.url}/employers`)
    const unit = president.page.locator('tr[data-employer] a').first()
    const name = (await unit.textContent()) ?? ''
    await unit.click()
    await president.page.getByRole('button', { name: '安排拜访' }).first().click()
    const sheet = president.page.getByRole('dialog')
    const who = sheet.getByLabel('由谁去')
    await who.selectOption({
      index: await who.locator('option').evaluateAll((all, her) => all.findIndex((one) => one.textContent.startsWith(her)), manager.name),
    })
    await sheet.getByLabel('日期').fill(addDays(businessDateOf(new Date()), 1))
    await sheet.getByLabel('原因').fill('留存下滑，了解原因并商定到账方案')
    await sheet.getByRole('button', { name: '安排', exact: true }).click()
    await president.page.getByText('留存下滑，了解原因并商定到账方案').first().waitFor()

    const her = await enter(stage(), manager, phone)
    await her.page.goto(`${stage().bank.url}/today`)
    const line = her.page.locator('li[data-visit]').filter({ hasText: name.trim() })
    await line.getByText('留存下滑，了解原因并商定到账方案').waitFor()
    await line.getByRole('button', { name: '登记结果' }).click()
    await her.page.getByLabel('谈了什么、下一步').fill('见了财务科长，下月起到账即转活期理财')
    await her.page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await her.page.getByRole('dialog').waitFor({ state: 'detached' })
    await her.context.close()

    await president.page.reload()
    const settled = president.page.locator('li[data-visit]').filter({ hasText: '已拜访' })
    await settled.first().waitFor()
    expect(await settled.count()).toBe(1)
    await president.page.getByText('见了财务科长，下月起到账即转活期理财').first().waitFor()
    await president.context.close()
  })

  it('a manager plans a wage’s surplus with the customer: no surplus is said, the maths and the worst case are shown, nothing is kept', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const customer = await customerOf(stage(), manager.login)
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/customers/${customer.id}/plan`)
    const ask = async (income: string, spend: string) => {
      await page.getByLabel('每月收入（元）').fill(income)
      await page.getByLabel('每月支出（元）').fill(spend)
      await page.getByLabel('现有备用金（元）').fill('30000')
      await page.getByRole('button', { name: '计算' }).click()
    }
    await ask('4000', '4321')
    await page.getByRole('alert').getByText('每月没有结余').waitFor()
    await ask('8765', '5432')
    const plan = page.getByRole('article', { name: '规划书' })
    await plan.getByText(/收入 8,765\S* − 支出 5,432\S* = 结余 3,333/).waitFor()
    await plan
      .getByText(/最差情形|不安排/)
      .first()
      .waitFor()
    await plan.getByText(/不构成投资建议/).waitFor()
    expect(await plan.locator('tbody tr').count()).toBeGreaterThanOrEqual(12)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await context.close()
    const { rows } = await sql<{ outcome: string; detail: unknown }>`
      select outcome, detail from audit.entry where subject_id = ${customer.id} and action like '%plan%' order by id`.execute(
      stage().databases.owner,
    )
    expect(rows.map(({ outcome }) => outcome)).toContain('done')
    expect(JSON.stringify(rows)).not.toMatch(/8765|5432|3333/)
  })

  it('the blood-pressure desk is not there until the bank opens it; a card is printed for anybody, a reading kept for who agreed to that alone', async () => {
    const { owner } = stage().databases
    const manager = userOf(stage(), 'relationship_manager')
    const { id, institutionId } = await customerOf(stage(), manager.login)
    const lobby = { ...manager, login: 'lobby-health', name: '健康角', role: 'lobby_manager' as const, password: 'lobby-desk-2' }
    await insertAccount(owner, { ...lobby, passwordHash: await hashPassword(lobby.password), institutionId, staffId: null })
    const { page, context } = await enter(stage(), lobby)
    const dossier = `${stage().bank.url}/customers/${id}`
    await page.goto(dossier)
    await page.getByText('小额规划').first().waitFor()
    expect(await page.getByText('血压服务').count()).toBe(0)

    const today = businessDateOf(new Date())
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      values ('health.desk', ${today}, 1, 'on', 'code', 'M64', '总行批复')`.execute(owner)
    await page.reload()
    await page.getByText('客户没有单独同意保存，只打印健康卡').waitFor()
    expect(await page.getByRole('button', { name: '保存读数' }).count()).toBe(0)
    await sql`insert into privacy.sensitive_consent (customer_id, category, used_for, text_version, source, proof, valid_from, recorded_by)
      values (${id}, 'health', '健康角血压记录', '2026-1', 'paper', '同意书', ${today}, 1)`.execute(owner)
    await page.reload()
    await page.getByText('客户已单独同意').waitFor()
    await page.getByLabel('收缩压').fill('80')
    await page.getByLabel('舒张压').fill('128')
    await page.getByLabel('脉搏').fill('70')
    await page.getByRole('button', { name: '保存读数' }).click()
    await page.getByRole('alert').getByText('请填写合理的').waitFor()
    await page.getByLabel('收缩压').fill('128')
    await page.getByLabel('舒张压').fill('82')
    await page.getByRole('button', { name: '保存读数' }).click()
    await page.getByRole('listitem').getByText('128/82 mmHg').waitFor()
    const kept = await sql<{ sealed: string }>`select sealed from health.reading`.execute(owner)
    expect(kept.rows).toHaveLength(1)
    await page.getByRole('button', { name: '按客户要求删除全部读数' }).click()
    await page.getByRole('listitem').getByText('128/82 mmHg').waitFor({ state: 'detached' })
    expect((await sql`select from health.reading`.execute(owner)).rows).toEqual([])
    await context.close()
  })
}
