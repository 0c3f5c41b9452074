import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { readWorkbook } from '../../server/platform/excel/workbook.ts'
import { enter, listTotal, userOf, type Stage } from './stage.ts'

export const exportJourneys = (stage: () => Stage): void => {
  it('a manager asks for a file, the president approves, the manager fetches it: marked, masked, whole; later it is gone', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager)
    await page.goto(`${stage().bank.url}/customers`)
    const total = await listTotal(page)
    await page.getByRole('button', { name: '导出', exact: true }).click()
    await page.getByRole('dialog').getByLabel('会议材料').check()
    await page.getByRole('button', { name: '提交申请' }).click()
    const card = page.locator('[data-export]').first()
    await card.getByText('待审批').waitFor()
    const fileNo = (await card.getAttribute('data-export')) ?? ''

    const president = await enter(stage(), userOf(stage(), 'outlet_president', manager.institutionName))
    await president.page.goto(`${stage().bank.url}/approvals`)
    await president.page.locator('[data-approval]').filter({ hasText: fileNo }).click()
    await president.page.getByText(fileNo, { exact: true }).waitFor()
    await president.page.getByRole('button', { name: '同意', exact: true }).click()
    await president.page.getByRole('button', { name: '确认同意' }).click()
    await president.page.getByText('已同意').first().waitFor()
    await president.context.close()

    await page.reload()
    const fetched = page.waitForEvent('download', { timeout: 30_000 })
    await page.getByRole('button', { name: `下载 ${fileNo}` }).click({ timeout: 30_000 })
    const file = await fetched
    expect(file.suggestedFilename()).toBe(`${fileNo}.xlsx`)
    const { sheets } = await readWorkbook(await readFile(await file.path()))
    const rows = sheets[0]?.rows ?? []
    for (const place of [rows[0]?.[0], rows.at(-1)?.[0], sheets[0]?.footer]) {
      for (const part of [fileNo, manager.login, manager.institutionName]) expect(String(place)).toContain(part)
    }
    const customers = rows.slice(5, -1)
    expect(customers).toHaveLength(total)
    const clear = customers.filter(([, name, tel]) => [name, tel].some((cell) => typeof cell === 'string' && !cell.includes('*')))
    expect(clear).toEqual([])
    await card.getByText('已下载 1 次').waitFor()

    await sql`update export.export_file set expires_at = now() - interval '1 minute' where file_no = ${fileNo}`.execute(
      stage().databases.owner,
    )
    await page.getByRole('button', { name: `下载 ${fileNo}` }).click()
    await card.getByText('已过期').waitFor()
    await context.close()
  })
}
