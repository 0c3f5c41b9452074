import { sql } from 'kysely'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { compareChances, learnTable, openTable } from '../../learn/index.ts'
import { accountOf } from '../../server/commands/start/sample-life.sql.ts'
import { decideRequest } from '../../server/modules/approval/decide-request.ts'
import { kindsByCode } from '../../server/modules/approval/kinds.ts'
import { personOfUser } from '../../server/modules/organisation/index.ts'
import { modelApproval, proposeModel, watchModel } from '../../server/modules/retention/index.ts'
import { desktop, enter, phone, userOf, type Stage } from './stage.ts'

const now = new Date()

async function personOf({ databases: { owner } }: Stage, role: string) {
  const account = await owner.transaction().execute((trx) => accountOf(trx, role))
  const person = account && (await personOfUser(owner, account, now))
  if (!person) throw new Error(`the small bank has no ${role}`)
  return person
}

/** A model learned from made-up customers, asked for, approved and looked at once, as a night would. */
async function putToWork(stage: Stage): Promise<number> {
  const { owner, app } = stage.databases
  const folder = mkdtempSync(join(tmpdir(), 'liuke-model-journey-'))
  const csv = join(folder, 'customers.csv')
  const rows = Array.from({ length: 900 }, (_, at) => [`C${at}`, at * 1000, (at * 37) % 100, at < 300 && at % 3 > 0 ? 1 : 0].join())
  writeFileSync(csv, ['customer_no,aum_fen,months_on_book,has_left', ...rows].join('\n'))
  const table = await openTable(csv, ['customer_no'])
  try {
    const wish = { label: 'has_left', positive: '1', key: 'customer_no', tableName: '旅程', held: 0.3, k: 50, seed: 1, forbidden: [] }
    const content = await learnTable(table, { ...wish, seconds: () => 0 })
    const features = new Map(['aum_fen', 'months_on_book'].map((column) => [column, ['customer_snapshot']]))
    const asking = { content, validFrom: stage.bank.businessDate, reason: '首个模型', features }
    const asked = await proposeModel(app, await personOf(stage, 'head_office'), asking, now)
    if (typeof asked === 'string' || !('id' in asked)) throw new Error(JSON.stringify(asked))
    const verdict = { id: asked.id, outcome: 'approved', reason: '看过说明' } as const
    await decideRequest(app, kindsByCode([modelApproval]), await personOf(stage, 'compliance_officer'), verdict, now)
    await watchModel(owner, { table, businessDate: stage.bank.businessDate })
    const besideIt = { ...asking, content: { ...content, card: { ...content.card, table: '旅程，另一个' } }, part: 'challenger' as const }
    const beside = await proposeModel(app, await personOf(stage, 'head_office'), besideIt, now)
    if (typeof beside === 'string' || !('id' in beside)) throw new Error(JSON.stringify(beside))
    await decideRequest(app, kindsByCode([modelApproval]), await personOf(stage, 'compliance_officer'), { ...verdict, id: beside.id }, now)
    return beside.version
  } finally {
    table.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A customer of the manager whom the night scored by the model. */
async function scoredCustomer({ databases: { owner }, bank }: Stage, login: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into retention.attrition (business_date, customer_id, institution_id, manager_id, model_version, probability_bp, reason_1, reason_1_bin, reason_1_points)
    select s.business_date, s.customer_id, s.institution_id, s.manager_id, (select max(version) from retention.model), 3100, 0, 1, 900000
    from customer.customer_snapshot s join organisation.user_account u on u.staff_id = s.manager_id
    where s.business_date = ${bank.businessDate} and u.login = ${login} and s.bucket = 'counted' order by s.aum_fen limit 1
    returning customer_id::text as id`.execute(owner)
  const [found] = rows
  if (!found) throw new Error('the small bank has no customer for this journey')
  return found.id
}

/** What challenger and model in force came to, as a night would have it; then it is asked for, and ended. */
async function challengerActs({ databases: { owner }, bank }: Stage, page: Page, challenger: number): Promise<void> {
  const beside = page.getByRole('region', { name: '挑战者' })
  await beside.getByText('才知道第一个月末之后谁真的流失').waitFor()
  const label = Uint8Array.from({ length: 900 }, (_, at) => (at % 9 === 0 ? 1 : 0))
  const said = Float64Array.from(label, (one, at) => (one === 1 ? 0.3 : 0.05) + (at % 7) / 100)
  const blurred = said.map((one, at) => (at % 2 === 0 ? one : 0.11))
  const content = JSON.stringify(compareChances(label, blurred, said, 1))
  await sql`insert into retention.model_comparison (challenger, champion, scored_on, as_of, compared_on, content)
    values (${challenger}, ${challenger - 1}, ${bank.businessDate}, ${bank.businessDate}, ${bank.businessDate}, ${content}::jsonb)`.execute(
    owner,
  )
  await page.reload()
  await beside.getByText(`挑战者 v${challenger} 比在用 v${challenger - 1} 更好`).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await beside.getByRole('button', { name: '提交起用' }).click()
  await page.getByLabel('理由').fill('结果更准')
  await page.getByRole('dialog').getByRole('button', { name: '提交起用' }).click()
  await beside.getByText('起用申请在审批中').waitFor()
  await beside.getByRole('button', { name: '结束挑战' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束挑战' }).click()
  await beside.waitFor({ state: 'detached' })
  await page.getByText('已结束', { exact: true }).waitFor()
}

export const modelJourneys = (stage: () => Stage): void => {
  it('compliance and head office read what scores the customers, what moves it and how far customers have moved', async () => {
    const compliance = await enter(stage(), userOf(stage(), 'compliance_officer'), desktop)
    await compliance.page.goto(`${stage().bank.url}/model`)
    await compliance.page.getByText('还没有经复核的流失模型').waitFor()
    await compliance.page.getByText('按信号规则').waitFor()
    const challenger = await putToWork(stage())
    await compliance.page.reload()
    await compliance.page.getByRole('heading', { name: '漂移与后来的结果' }).waitFor()
    await compliance.page.getByText('稳定性指数', { exact: true }).first().waitFor()
    await compliance.page.getByRole('button', { name: /^账龄/ }).click()
    await compliance.page.getByRole('table', { name: '账龄(月)' }).waitFor()
    await compliance.context.close()
    const headOffice = await enter(stage(), userOf(stage(), 'head_office'), phone)
    await headOffice.page.goto(`${stage().bank.url}/model`)
    await headOffice.page.getByText('在用', { exact: true }).waitFor()
    expect(await headOffice.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await challengerActs(stage(), headOffice.page, challenger)
    await headOffice.context.close()
  })

  it('a manager reads by what a chance is known: the model with its version, or the rule of signals', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const { page, context } = await enter(stage(), manager, desktop)
    await page.goto(`${stage().bank.url}/customers?cols=aum.leave_chance`)
    await page.getByText('按信号规则').waitFor()
    const id = await scoredCustomer(stage(), manager.login)
    await page.reload()
    await page.getByText(/^流失可能性：按流失模型（第 \d+ 版）$/).waitFor()
    await page.goto(`${stage().bank.url}/customers/${id}`)
    await page.getByText('31.0% 的可能在三个月内流失').waitFor()
    expect(await page.getByText(/^按流失模型（第 \d+ 版） · 自/).count()).toBe(1)
    await context.close()
  })
}
