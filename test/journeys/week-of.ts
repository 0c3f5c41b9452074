import { enter, userOf, type Stage } from './stage.ts'

/** The number of a manager's contacts of the week as the president's table of coverage has it. */
export async function weekOf(stage: Stage, manager: { name: string; institutionName: string }): Promise<number> {
  const { page, context } = await enter(stage, userOf(stage, 'outlet_president', manager.institutionName))
  await page.goto(`${stage.bank.url}/contacts?view=coverage`)
  const row = page.getByRole('region', { name: '联络覆盖' }).getByRole('row').filter({ hasText: manager.name })
  const cell = row.getByRole('cell').nth(5)
  await cell.waitFor()
  const number = Number(/^\d+/.exec((await cell.textContent()) ?? '')?.[0])
  await context.close()
  return number
}
