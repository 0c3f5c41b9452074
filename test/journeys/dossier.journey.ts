import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { addDays } from '../../server/platform/calendar.ts'
import { enter, listTotal, phone, userOf, type Stage } from './stage.ts'

/** What a manager of long ago was told; returns when it was. */
async function toldLongAgo({ databases, bank }: Stage, customerId: string): Promise<void> {
  const id = randomUUID()
  const detail = JSON.stringify({ field: 'work', text: '城东小学' })
  await sql`insert into dossier.fact (id, thread, customer_id, field, detail, said_by, user_id, staff_name, institution_id, recorded_at)
    values (${id}, ${id}, ${customerId}, 'work', ${detail}::jsonb, 'customer', 1, '前任经理', 1, ${addDays(bank.businessDate, -800)})`.execute(
    databases.owner,
  )
}

export const dossierJourneys = (stage: () => Stage): void => {
  it('a manager adds a child’s lunar birthday and confirms what a predecessor was told; a colleague elsewhere sees nothing', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/customers`)
    await listTotal(page)
    const href = (await page.getByRole('list', { name: '客户清单' }).getByRole('link').first().getAttribute('href')) ?? ''
    await toldLongAgo(stage(), href.split('/').at(-1) ?? '')
    await page.goto(stage().bank.url + href)

    const family = page.getByRole('region', { name: '家庭与关系' })
    await family.getByRole('button', { name: '添加：家庭与关系' }).click()
    const sheet = page.getByRole('dialog', { name: '添加：家庭' })
    await sheet.getByRole('button', { name: '女儿' }).click()
    await sheet.getByLabel('称呼或姓名').fill('小满，有糖尿病')
    await sheet.getByRole('button', { name: '农历' }).click()
    await sheet.getByLabel('月', { exact: true }).selectOption('腊月')
    await sheet.getByLabel('日', { exact: true }).selectOption('三十')
    await sheet.getByRole('button', { name: '记下' }).click()
    await sheet.getByRole('alert').getByText('“糖尿病”属于健康医疗信息').waitFor()
    await sheet.getByLabel('称呼或姓名').fill('小满')
    await sheet.getByRole('button', { name: '记下' }).click()
    await sheet.waitFor({ state: 'detached' })
    await family.getByRole('listitem').filter({ hasText: '女儿 小满' }).getByText('客户本人').waitFor()
    const birthday = page.getByRole('region', { name: '重要日子' }).getByRole('listitem').filter({ hasText: '女儿 小满 生日' })
    await birthday.getByText('农历腊月三十').waitFor()

    const work = page.getByRole('region', { name: '经历与备注' }).getByRole('listitem').filter({ hasText: '城东小学' })
    await work.getByText('该再问问了').waitFor()
    await work.getByText('前任经理 · 2 年前确认').waitFor()
    await work.getByRole('button', { name: '仍属实' }).click()
    await work.getByText('该再问问了').waitFor({ state: 'detached' })
    await work.getByText(`${manager.name} · 本月确认`).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await context.close()

    const other = stage().bank.users.find(
      ({ role, institutionName }) => role === 'relationship_manager' && institutionName !== manager.institutionName,
    )
    if (!other) throw new Error('the small bank has one outlet only')
    const colleague = await enter(stage(), other, phone)
    await colleague.page.goto(stage().bank.url + href)
    await colleague.page.getByRole('alert').getByText('没有找到').first().waitFor()
    expect(await colleague.page.getByText('小满').count()).toBe(0)
    await colleague.context.close()
  }, 90_000)
}
