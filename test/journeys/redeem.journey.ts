import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { verifyLedger } from '../../server/modules/points/index.ts'
import { ensureProgramme, postToLedger } from '../../server/modules/points/ledger.sql.ts'
import { enter, openPage, phone, userOf, type Stage } from './stage.ts'

export const redeemJourneys = (stage: () => Stage): void => {
  it('a customer opens the link without a login, redeems to a code on the phone, the desk hands it out: points, stock and ledger agree', async () => {
    const { owner } = stage().databases
    const manager = userOf(stage(), 'relationship_manager')
    const { rows: places } = await sql<{
      id: number
    }>`select id from organisation.institution where name = ${manager.institutionName}`.execute(owner)
    const institutionId = places[0]?.id ?? 0
    const lobby = { ...manager, login: 'code-desk', name: '大堂经理', role: 'lobby_manager' as const, password: 'code-desk-1' }
    await insertAccount(owner, { ...lobby, passwordHash: await hashPassword(lobby.password), institutionId, staffId: null })
    const { rows } = await sql<{ id: bigint; name: string }>`
      select c.customer_id as id, c.name from customer.customer c where c.business_date = ${stage().bank.businessDate} and c.institution_id = ${institutionId}
        and c.name is not null and c.status is null order by 1 desc limit 1`.execute(owner)
    const customer = rows[0]
    if (!customer) throw new Error('the outlet has no customer')
    const programmeId = await ensureProgramme(owner, { code: 'learn', name: '学习积分', institutionId: 1 })
    await postToLedger(owner, {
      programmeId,
      customerId: customer.id,
      kind: 'earn',
      key: 'redeem journey',
      points: 10_000_100n,
      businessDate: stage().bank.businessDate,
      institutionId,
      about: 'journey',
      expiresOn: '2099-12-31',
    })
    await sql`with g as (insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at)
        values ('thermos', '保温杯', 'refined', '景德器物', ${programmeId}, 100, 4200, 1, now()) returning gift_id),
      b as (insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at) select gift_id, ${institutionId}, '入库单', 1, now() from g returning batch_id)
      insert into points.stock_move (batch_id, kind, pieces, moved_by, at) select batch_id, 'receive', 3, 1, now() from b`.execute(owner)

    // at a neighbour as well: a long line of outlets must not widen the page
    await sql`with b as (insert into points.stock_batch (gift_id, institution_id, document_no, kept_by, received_at)
        select g.gift_id, t.institution_id, '入库单', 1, now() from points.gift g, points.outlets_together(${institutionId}, current_date) t
        where g.code = 'thermos' and t.institution_id <> ${institutionId} returning batch_id)
      insert into points.stock_move (batch_id, kind, pieces, moved_by, at) select batch_id, 'receive', 3, 1, now() from b`.execute(owner)
    const desk = await enter(stage(), lobby)
    await desk.page.goto(`${stage().bank.url}/points?view=desk&customer=${customer.id}`)
    await desk.page.getByRole('button', { name: '客户积分页' }).click()
    await desk.page.getByRole('button', { name: '生成新链接' }).click()
    await desk.page.getByRole('img', { name: '客户积分页二维码' }).waitFor()
    const link = (await desk.page.locator('[data-link]').getAttribute('data-link')) ?? ''
    const { pathname, hash } = new URL(link)
    expect(link).not.toContain(String(customer.id))

    const head = await fetch(`${stage().bank.url}${pathname}`)
    expect(head.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/)
    expect([head.headers.get('x-robots-tag'), head.headers.get('referrer-policy'), head.headers.get('cache-control')]).toEqual([
      'noindex, nofollow, noarchive',
      'no-referrer',
      'no-store',
    ])
    const { page, context } = await openPage(stage(), phone, `${pathname}${hash}`)
    await page.locator('[data-account="10000100"]').getByText('10,000,100').first().waitFor()
    await page.getByText('，您好').waitFor()
    expect(await page.locator('body').innerText()).not.toContain(customer.name)
    await page.getByRole('button', { name: '大字' }).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    const redeem = async () => {
      await page.locator('[data-gift]').filter({ hasText: '保温杯' }).getByRole('button', { name: '兑换' }).click()
      await page.getByRole('button', { name: '确认兑换' }).click()
    }
    await redeem()
    await page.locator('[data-code]').first().waitFor()
    await redeem()
    await page.locator('[data-code]').nth(1).waitFor()
    await page.locator('[data-code]').nth(1).getByRole('button', { name: '取消兑换' }).click()
    await page.getByRole('button', { name: '确认取消' }).click()
    await page.getByText('已取消').waitFor()
    const code = (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
    expect(code).toMatch(/^\d{8}$/)

    await desk.page.goto(`${stage().bank.url}/points?view=desk`)
    await desk.page.getByLabel('兑换码').fill(`${code.slice(0, 4)} ${code.slice(4)}`)
    await desk.page.keyboard.press('Enter')
    await desk.page.getByRole('button', { name: '签名发放' }).click()
    const pad = await desk.page.getByRole('img', { name: '客户签名' }).boundingBox()
    if (!pad) throw new Error('there is nowhere to sign')
    await desk.page.mouse.move(pad.x + 20, pad.y + 20)
    await desk.page.mouse.down()
    await desk.page.mouse.move(pad.x + 160, pad.y + 60, { steps: 8 })
    await desk.page.mouse.up()
    await desk.page.getByRole('button', { name: '确认发放' }).click()
    await desk.page.getByRole('status').getByText('收据号 LP').waitFor()
    await desk.page.getByRole('button', { name: '收据' }).click()
    await desk.page.getByRole('dialog').getByText('保温杯').waitFor()
    await desk.page.getByRole('dialog').getByRole('img', { name: '客户签名' }).waitFor()
    await desk.context.close()

    await page.reload()
    await page.getByText('已领取').waitFor()
    await page.locator('[data-account="10000000"]').waitFor()
    await page.goto(`${stage().bank.url}${pathname}#${'x'.repeat(43)}`)
    await page.reload()
    await page.getByText('链接已失效').waitFor()
    await context.close()

    const kept =
      await sql`select h.available, h.reserved, b.available as left, b.held, (select count(*) from points.hand_out o where o.customer_id = h.customer_id) as "handOuts"
      from points.holder h, points.stock_batch b join points.gift g using (gift_id) where h.customer_id = ${customer.id} and h.programme_id = ${programmeId}
        and g.code = 'thermos' and b.institution_id = ${institutionId}`.execute(owner)
    expect(kept.rows).toEqual([{ available: 10_000_000n, reserved: 0n, left: 2, held: 0, handOuts: 1n }])
    expect((await verifyLedger(owner)).problems).toEqual([])
  })
}
