import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeServer } from '../../server/main.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { verifyLedger } from '../../server/modules/points/index.ts'
import { awardDuePoints } from '../../server/modules/points/rewards/award-points.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { listenFrom } from '../../server/platform/http/listen.ts'
import { keepers, writeBerkaExtract } from '../support/berka-extract.ts'
import { testDatabase } from '../support/database.ts'
import { keepClaims, keepDays, openKeepBank, startMonthlyKeep, stockKeepGifts } from '../support/keep-bank.ts'
import { phone, type Stage } from './stage.ts'

const now = new Date(`${keepDays.today}T10:00:00+08:00`)
const password = 'keep-desk-1994'

/** Signs in past the page: the session ends in 1994 by the server's clock, and a browser drops such a cookie. */
async function sessionOf(url: string, login: string): Promise<{ name: string; value: string; url: string }> {
  const answer = await fetch(`${url}/api/rpc/organisation/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ json: { login, password } }),
  })
  const [name = '', value = ''] = (answer.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? []
  if (value === '') throw new Error(`${login} is not let in: ${await answer.text()}`)
  return { name, value, url }
}

/** M61 under pack `plain`, on a hand-made extract in the layout of the public data set. */
export const monthlyKeepJourneys = (stage: () => Stage): void => {
  const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
  let databases: Databases
  let url = ''
  let close = async () => {}

  beforeAll(async () => {
    databases = await testDatabase()
    writeBerkaExtract(join(folder, 'extract'))
    const bank = await openKeepBank(databases, join(folder, 'extract'), join(folder, 'home'), await hashPassword(password))
    await startMonthlyKeep(databases, bank)
    await stockKeepGifts(databases, bank, 3)
    const server = await composeServer({
      databases,
      screens: { folder: stage().bank.screens, progress: [] },
      report: (_id, error) => stage().complaints.push(String(error)),
      now: () => now,
      background: false,
    })
    url = `http://127.0.0.1:${await listenFrom(server, '127.0.0.1', 0)}`
    close = () => server.close()
  }, 120_000)
  afterAll(async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('who kept a step through September is owed its gift, once however often it is accrued', async () => {
    expect(await awardDuePoints(databases.owner, now)).toBe(5n)
    const owed = Object.fromEntries(
      [1, 2, 3].map((step) => [step, Object.keys(keepers).filter((client) => keepers[client]?.step === step)]),
    )
    expect(await keepClaims(databases)).toEqual(owed)
    expect(await awardDuePoints(databases.owner, now)).toBe(0n)
    expect(await keepClaims(databases)).toEqual(owed)
  })

  it('the gift of the step is handed out at the desk for a signature; stock and ledger agree', async () => {
    const context = await stage().browser.newContext(phone)
    await context.addCookies([await sessionOf(url, 'lobby_manager1')])
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => stage().complaints.push(`${page.url()}: ${error.message}`))
    await page.goto(`${url}/points?view=desk`)
    await page.getByLabel('客户', { exact: true }).fill('13')
    await page.getByRole('button').filter({ hasText: '13' }).first().click()
    await page.getByText('月存月领·第3档 满 10000 元').first().waitFor()
    // the gifts of the other steps are not hers
    await page.locator('[data-gift=rice]').getByText('积分不足').waitFor()
    await page.locator('[data-gift=kettle]').getByRole('button', { name: '发放' }).click()
    const pad = await page.getByRole('img', { name: '客户签名' }).boundingBox()
    if (!pad) throw new Error('there is nowhere to sign')
    await page.mouse.move(pad.x + 20, pad.y + 20)
    await page.mouse.down()
    await page.mouse.move(pad.x + 120, pad.y + 60, { steps: 8 })
    await page.mouse.move(pad.x + 180, pad.y + 25, { steps: 8 })
    await page.mouse.up()
    await page.getByRole('button', { name: '确认发放' }).click()
    await page
      .getByText(/收据号 LP19941003/)
      .first()
      .waitFor()
    await page.locator('[data-gift=kettle]').getByText('积分不足').waitFor()
    await page.locator('[data-gift=kettle]').getByText('本网点余 2 件').waitFor()
    await context.close()

    const { rows } = await sql<{ gift: string; customer: string; left: number; owed: bigint; spent: bigint }>`
      select g.code as gift, c.customer_no as customer, (select sum(available)::int from points.stock_batch) as left,
        (select sum(available) from points.holder)::bigint as owed, (select spent_fen from points.budget where kind = 'programme') as spent
      from points.hand_out o join points.gift g using (gift_id) join customer.customer c on c.customer_id = o.customer_id
        and c.business_date = ${keepDays.september}`.execute(databases.owner)
    expect(rows).toEqual([{ gift: 'kettle', customer: '13', left: 8, owed: 4n, spent: 9900n }])
    expect(await awardDuePoints(databases.owner, now)).toBe(0n)
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
}
