import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import type { IssuedUser } from '../../server/modules/organisation/index.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { compareLeaveCases } from '../../server/modules/retention/index.ts'
import { addDays, businessDateOf } from '../../server/platform/calendar.ts'
import { publishLater } from './publish-later.ts'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

/** Two customers of the teller's outlet with money, under 60, whom the manager keeps. */
async function twoCustomers({ databases: { owner } }: Stage, login: string): Promise<{ id: string; no: string }[]> {
  const { rows } = await sql<{ id: string; no: string }>`
    select c.customer_id::text as id, c.customer_no as no
    from customer.customer c join customer.customer_snapshot s using (business_date, customer_id)
    join organisation.user_account u on u.staff_id = c.manager_id
    where c.business_date = (select business_date from extract.publication where is_current) and u.login = ${login}
      and s.bucket = 'counted' and s.aum_fen > 1000000 and c.birth_date > '1975-01-01' order by s.aum_fen desc limit 2`.execute(owner)
  return rows
}

/** A teller of the manager's outlet: the small bank has its own elsewhere. */
async function tellerBeside({ databases: { owner } }: Stage, manager: IssuedUser): Promise<IssuedUser> {
  const { rows } = await sql<{
    id: number
  }>`select institution_id as id from organisation.user_account where login = ${manager.login}`.execute(owner)
  const teller: IssuedUser = { ...manager, login: 'counter', name: '柜台', role: 'teller', password: 'counter-at-work-2' }
  const passwordHash = await hashPassword(teller.password)
  await insertAccount(owner, {
    login: 'counter',
    name: '柜台',
    role: 'teller',
    institutionId: rows[0]?.id ?? 0,
    staffId: null,
    passwordHash,
  })
  return teller
}

export const leaveJourneys = (stage: () => Stage): void => {
  it('a teller opens a case at the counter, the president approves the offer, "said to stay" is kept only by the night that saw the money', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const [stays, goes] = await twoCustomers(stage(), manager.login)
    if (!stays || !goes) throw new Error('the small bank has no customers for this journey')

    const counter = await enter(stage(), await tellerBeside(stage(), manager), phone)
    const { page } = counter
    const cases: string[] = []
    for (const { no } of [goes, stays]) {
      await page.goto(`${stage().bank.url}/leave-cases`)
      await page.getByRole('combobox', { name: '客户号、手机号或姓名' }).fill(no)
      await page.getByRole('option').filter({ hasText: no }).waitFor()
      await page.keyboard.press('Enter')
      // a teller sees bands
      await page.getByText('您可以答应').waitFor()
      expect(await page.locator('.leave-glance .amount-band').count()).toBeGreaterThan(0)
      await page.getByRole('button', { name: '被同业吸引' }).click()
      await page.getByLabel('转去哪家银行').fill('隔壁银行')
      await page.getByRole('button', { name: '开挽留单' }).click()
      await page.waitForURL('**/leave-cases/*-*')
      cases.push(page.url())
    }
    await page.getByRole('button', { name: '提出优惠' }).click()
    await page.getByRole('button', { name: '利率优惠' }).click()
    await page.getByLabel('具体内容').fill('一年期上浮 20 个基点')
    await page.getByRole('button', { name: '提交申请' }).click()
    await page.getByText('等待审批').waitFor()
    await counter.context.close()

    const president = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName))
    await president.page.goto(`${stage().bank.url}/approvals`)
    await president.page.locator('[data-approval]').filter({ hasText: '利率优惠' }).click()
    await president.page.getByText('一年期上浮 20 个基点').first().waitFor()
    await president.page.getByRole('button', { name: '同意', exact: true }).click()
    await president.page.getByRole('button', { name: '确认同意' }).click()
    await president.page.getByText('已同意').first().waitFor()

    const keeper = await enter(stage(), manager, desktop)
    for (const url of cases) {
      await keeper.page.goto(url)
      await keeper.page.getByRole('button', { name: '客户说留下' }).click()
      await keeper.page.getByRole('button', { name: '提交', exact: true }).click()
      await keeper.page.getByRole('banner').or(keeper.page.locator('.leave-head')).getByText('承诺留下').waitFor()
    }
    await keeper.page.getByText('优惠获批').waitFor()
    expect(await compareLeaveCases(stage().databases.owner, new Date()).then((decided) => decided?.['kept'])).toBeUndefined()

    await publishLater(stage(), addDays(businessDateOf(new Date()), 1), ({ customer_id: id }) =>
      String(id) === goes.id ? { aum_fen: 0 } : {},
    )
    await compareLeaveCases(stage().databases.owner, new Date())
    const [left = '', kept = ''] = cases
    await keeper.page.goto(kept)
    await keeper.page.locator('.leave-head').getByText('已留住').waitFor()
    await keeper.page.locator('[data-step=seen]').waitFor()
    await keeper.page.goto(left)
    await keeper.page.locator('.leave-head').getByText('已流失').waitFor()
    await keeper.context.close()

    await president.page.goto(`${stage().bank.url}/leave-cases`)
    const decided = president.page.getByRole('region', { name: '已有结果' })
    await decided.getByText('已留住').waitFor()
    await decided.getByText('已流失').waitFor()
    await president.page.getByRole('region', { name: '离开原因与基准' }).getByText('基准 68%').waitFor()
    await president.context.close()
  }, 90_000)
}
