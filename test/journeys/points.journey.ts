import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { verifyLedger } from '../../server/modules/points/index.ts'
import { ensureProgramme, postToLedger } from '../../server/modules/points/ledger.sql.ts'
import { enter, phone, userOf, type Stage } from './stage.ts'

export const pointsJourneys = (stage: () => Stage): void => {
  it('the president receives gifts, the lobby manager hands one out for a signature and undoes another: points, stock and ledger agree', async () => {
    const { owner } = stage().databases
    const leader = userOf(stage(), 'outlet_president', userOf(stage(), 'relationship_manager').institutionName)
    const lobby = { ...leader, login: 'lobby', name: '大堂经理', role: 'lobby_manager' as const, password: 'lobby-desk-1' }
    const place = await sql<{ id: number }>`select id from organisation.institution where name = ${lobby.institutionName}`.execute(owner)
    const passwordHash = await hashPassword(lobby.password)
    await insertAccount(owner, { ...lobby, passwordHash, institutionId: place.rows[0]?.id ?? 0, staffId: null })
    const { rows } = await sql<{ id: bigint; no: string; institution: number }>`
      select c.customer_id as id, c.customer_no as no, c.institution_id as institution from customer.customer c
        join organisation.institution i on i.id = c.institution_id
      where c.business_date = ${stage().bank.businessDate} and i.name = ${lobby.institutionName} order by 1 limit 1`.execute(owner)
    const customer = rows[0]
    if (!customer) throw new Error('the outlet has no customer')
    const programmeId = await ensureProgramme(owner, { code: 'attend', name: '到场积分', institutionId: 1 })
    await postToLedger(owner, {
      programmeId,
      customerId: customer.id,
      kind: 'earn',
      key: 'journey',
      points: 150n,
      businessDate: stage().bank.businessDate,
      institutionId: customer.institution,
      about: 'journey',
      expiresOn: '2099-12-31',
    })
    await sql`insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at)
      values ('rice', '东北大米', 'staples', '五常粮业', ${programmeId}, 60, 3500, 1, now()) on conflict do nothing`.execute(owner)

    const president = await enter(stage(), leader)
    await president.page.goto(`${stage().bank.url}/points?view=stock`)
    await president.page.getByRole('button', { name: '入库', exact: true }).click()
    await president.page.getByLabel('礼品', { exact: true }).selectOption({ label: '东北大米' })
    await president.page.getByLabel('件数').fill('5')
    await president.page.getByLabel('入库单号').fill('RK-1')
    await president.page.getByRole('button', { name: '保存' }).click()
    await president.page.getByText('5 件', { exact: true }).waitFor()
    // a programme by deposits shows red and is refused, with what is permitted instead
    await president.page.goto(`${stage().bank.url}/points?view=programmes`)
    await president.page.getByRole('button', { name: '提出方案' }).click()
    await president.page.getByLabel('名称').fill('月存月领')
    await president.page.getByLabel('代码（小写字母）').fill('monthly_keep')
    await president.page.getByLabel('奖励形式').selectOption('goods')
    await president.page.getByLabel('依据', { exact: true }).selectOption('payroll_kept')
    await president.page.getByLabel('达到（元）').fill('5000')
    await president.page.getByLabel('开始日期').fill('2099-01-01')
    await president.page.getByRole('button', { name: '试算' }).click()
    await president.page.locator('[data-colour=red]').waitFor()
    await president.page.getByLabel('理由').fill('支行要求的存款活动')
    await president.page.getByRole('button', { name: '提交审批' }).click()
    await president.page.getByRole('alert').getByText('到场积分').waitFor()
    await president.context.close()

    const { page, context } = await enter(stage(), lobby, phone)
    await page.goto(`${stage().bank.url}/points`)
    await page.getByLabel('客户', { exact: true }).fill(customer.no)
    await page.getByRole('button').filter({ hasText: customer.no }).click()
    await page.locator('[data-available="150"]').waitFor()
    const handOut = async () => {
      await page.locator('[data-gift=rice]').getByRole('button', { name: '发放' }).click()
      const pad = await page.getByRole('img', { name: '客户签名' }).boundingBox()
      if (!pad) throw new Error('there is nowhere to sign')
      await page.mouse.move(pad.x + 20, pad.y + 20)
      await page.mouse.down()
      await page.mouse.move(pad.x + 120, pad.y + 60, { steps: 8 })
      await page.mouse.move(pad.x + 180, pad.y + 25, { steps: 8 })
      await page.mouse.up()
      await page.getByRole('button', { name: '确认发放' }).click()
    }
    await handOut()
    await page.getByRole('status').getByText('收据号 LP').waitFor()
    await page.locator('[data-available="90"]').waitFor()
    await handOut()
    await page.locator('[data-available="30"]').waitFor()
    await page.locator('[data-hand-out]').first().getByRole('button', { name: '撤销' }).click()
    await page.getByLabel('撤销原因').fill('客户改选其他礼品')
    await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
    await page.locator('[data-available="90"]').waitFor()
    await page.getByText('本网点余 4 件').waitFor()
    await context.close()

    const kept = await sql<{ handOuts: bigint; undone: bigint; left: bigint; available: bigint; signed: boolean; refused: bigint }>`
      select count(*) as "handOuts", count(u.hand_out_id) as undone, (select sum(b.available) from points.stock_batch b) as left,
        (select h.available from points.holder h where h.customer_id = ${customer.id}) as available,
        bool_and(octet_length(o.signature) between 100 and 51200) as signed, (select count(*) from points.refused_attempt) as refused
      from points.hand_out o left join points.hand_out_undo u using (hand_out_id)`.execute(owner)
    expect(kept.rows).toEqual([{ handOuts: 2n, undone: 1n, left: 4n, available: 90n, signed: true, refused: 1n }])
    expect((await verifyLedger(owner)).problems).toEqual([])
  })
}
