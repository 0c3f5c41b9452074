import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { enter, phone, userOf, type Stage } from './stage.ts'

const key = 'tier.potential.from_fen'

export const policyJourneys = (stage: () => Stage): void => {
  it('one proposes a tier line and sees whom it moves, another checks it by keyboard, and the row is there with both names', async () => {
    const { databases } = stage()
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from customer.customer_snapshot s join extract.publication p
      on p.is_current and p.business_date = s.business_date
      where coalesce(s.aum_mda_fen, s.aum_fen) >= 5000000 and coalesce(s.aum_mda_fen, s.aum_fen) < 8000000`.execute(databases.owner)
    const [maker, checker] = [userOf(stage(), 'head_office'), userOf(stage(), 'compliance_officer')]

    const { page, context } = await enter(stage(), maker)
    await page.getByRole('link', { name: '政策' }).click()
    await page.getByRole('link', { name: /潜力层下限/ }).click()
    await page.getByRole('button', { name: '提出变更' }).click()
    await page.getByLabel('新的值').fill('30万')
    await page.getByRole('button', { name: '查看影响' }).click()
    await page.getByRole('alert').filter({ hasText: '应小于中高端层下限' }).waitFor()
    await page.getByLabel('新的值').fill('8万')
    await page.getByRole('button', { name: '查看影响' }).click()
    const changed = page.locator('[data-changed]')
    await changed.waitFor()
    expect(Number(await changed.getAttribute('data-changed'))).toBe(rows[0]?.n)
    await page.getByLabel('变更理由').fill('总行年度调整')
    await page.getByRole('button', { name: '提交复核' }).click()
    await page.getByRole('link', { name: /到“审批”查看/ }).click()
    await page.getByRole('button', { name: '撤回申请' }).waitFor()
    expect(await page.getByRole('button', { name: '同意' }).count()).toBe(0)
    await context.close()

    const other = await enter(stage(), checker)
    await other.page.getByRole('link', { name: /审批/ }).filter({ hasText: '1' }).click()
    await other.page.locator('[data-approval]').first().waitFor()
    await other.page.keyboard.press('j')
    await other.page.keyboard.press('Enter')
    await other.page.getByRole('button', { name: '同意' }).waitFor()
    await other.page.keyboard.press('a')
    await other.page.getByLabel(/意见/).fill('口径一致')
    await other.page.getByRole('button', { name: '确认同意' }).click()
    await other.page.getByText('没有待办的审批').waitFor()
    await other.page.goto(`${stage().bank.url}/policies?key=${key}`)
    const history = other.page.getByRole('region', { name: '沿革' })
    await history.getByText(`提出 ${maker.name} · 复核 ${checker.name}`).waitFor()
    expect(await history.getByText('8万元').count()).toBe(1)
    await other.context.close()
  })

  it('a refusal needs its reason, on a phone; a president reads the policies and proposes none', async () => {
    const [maker, checker, president] = (['head_office', 'compliance_officer', 'outlet_president'] as const).map((role) =>
      userOf(stage(), role),
    )
    if (!maker || !checker || !president) throw new Error('the small bank lacks people')
    const asking = await enter(stage(), maker)
    await asking.page.goto(`${stage().bank.url}/policies?key=contact.morning_from_minute`)
    await asking.page.getByRole('button', { name: '提出变更' }).click()
    await asking.page.getByLabel('新的值').fill('08:30')
    await asking.page.getByLabel('变更理由').fill('早间客户较多')
    await asking.page.getByRole('button', { name: '提交复核' }).click()
    await asking.page.getByText('已提交').waitFor()
    await asking.context.close()

    const { page, context } = await enter(stage(), checker, phone)
    await page.getByRole('link', { name: /审批/ }).click()
    await page.getByRole('link', { name: /上午开始时间/ }).click()
    await page.getByRole('button', { name: '拒绝' }).click()
    await page.getByRole('button', { name: '确认拒绝' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('拒绝的原因').fill('监管要求九点以后')
    await page.getByRole('button', { name: '确认拒绝' }).click()
    await page.getByText('已拒绝').first().waitFor()
    await context.close()

    const reading = await enter(stage(), president)
    await reading.page.goto(`${stage().bank.url}/policies?key=${key}`)
    await reading.page.getByRole('region', { name: '沿革' }).waitFor()
    expect(await reading.page.getByRole('button', { name: '提出变更' }).count()).toBe(0)
    expect(await reading.page.getByText('客户信息保护').count()).toBe(0)
    await reading.context.close()
  })
}
