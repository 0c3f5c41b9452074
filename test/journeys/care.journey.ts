import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { passingSecrets } from '../../server/platform/secrets/secrets.ts'
import { openGateways, setSmtp } from '../../server/modules/message/index.ts'
import { handOver } from '../../server/modules/message/hand-over.ts'
import { personOfUser } from '../../server/modules/organisation/index.ts'
import { openMailServer } from '../support/post.ts'
import { enter, phone, userOf, type Stage } from './stage.ts'

/** Two customers of a manager whose birthday is today, with consent to letters and an e-mail address; returns their keys and names. */
async function birthdays({ databases: { owner } }: Stage, login: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select c.customer_id::text as id, c.name from customer.customer c join organisation.user_account u on u.staff_id = c.manager_id and u.login = ${login}
    where c.business_date = (select privacy.published_night()) and c.status is null and not c.not_for_marketing and c.name is not null and c.gender is not null
      and not exists (select from contact.contact k where k.customer_id = c.customer_id)
      and not exists (select from privacy.open_complaint o where o.customer_id = c.customer_id)
    order by c.customer_id desc limit 2`.execute(owner)
  for (const { id } of rows) {
    await sql`update customer.customer set birth_date = ((now() at time zone 'Asia/Shanghai')::date - interval '48 years')::date where customer_id = ${id}`.execute(
      owner,
    )
    await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
      values (${id}, 'letter', 'care', 'v1', 'paper', '授权书', '2026-01-01', 1)`.execute(owner)
    await sql`insert into message.address (customer_id, email, said_by, user_id, recorded_at) values (${id}, ${`k${id}@example.com`}, 'customer', 1, now())`.execute(
      owner,
    )
  }
  return rows
}

/** What the background would do: hands everything over that waits, by the gateways as they are set up. */
async function emptyOutbox({ databases }: Stage, secrets: ReturnType<typeof passingSecrets>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select message_id as id from message.dispatch where state in ('queued', 'leaving')`.execute(
    databases.owner,
  )
  const now = () => new Date()
  const office = {
    databases,
    now,
    personOf: (asker: Parameters<typeof personOfUser>[1]) => personOfUser(databases.owner, asker, now()),
    gateways: () => openGateways(databases.owner, secrets, 5, now),
  }
  for (const { id } of rows) await handOver(office, id, { signal: new AbortController().signal })
}

export const careJourneys = (stage: () => Stage): void => {
  it('a birthday is written on the phone, a copy is refused, and the mail arrives once and stands in the dossier once', async () => {
    const manager = userOf(stage(), 'relationship_manager')
    const [first, second] = await birthdays(stage(), manager.login)
    if (!first || !second) throw new Error('the manager has no two customers')
    const { page, context } = await enter(stage(), manager, phone)
    await page.goto(`${stage().bank.url}/care`)

    const write = async (name: string, words: string) => {
      await page.getByRole('button', { name: `给${name}写祝福：生日 · 48 岁` }).click()
      const sheet = page.getByRole('dialog', { name: `给${name}写生日` })
      await sheet.getByRole('button', { name: '邮件', exact: true }).click()
      await sheet.locator('.word-choices button').first().waitFor()
      await sheet.getByLabel('内容', { exact: true }).fill(words)
      return sheet
    }
    const words = (name: string) => `${name}，生日快乐！还记得您教我认院子里的石榴树，今年结果了吗？改天去看看，祝您笑口常开。`
    const sheet = await write(first.name, '祝您理财保本高收益')
    await sheet.getByText('禁用词：保本、高收益').waitFor()
    expect(await sheet.getByRole('button', { name: '发送', exact: true }).isDisabled()).toBe(true)
    await sheet.locator('.word-choices button').first().click()
    await sheet.getByLabel('内容', { exact: true }).fill(words(first.name))
    await sheet.getByRole('button', { name: '发送', exact: true }).click()
    await sheet.getByText('已交出，送出后记入客户时间线').waitFor()
    await sheet.getByRole('button', { name: '关闭' }).click()

    const copy = await write(second.name, words(second.name))
    await copy.getByText(/雷同（100%），不能发送/).waitFor()
    expect(await copy.getByRole('button', { name: '发送', exact: true }).isDisabled()).toBe(true)
    expect(await copy.locator('mark').first().textContent()).toContain('生日快乐')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await copy.getByRole('button', { name: '取消' }).click()

    // no way out is set up yet: it waits, and the screen says what to do
    await page.goto(`${stage().bank.url}/messages`)
    await page.getByText('发送通道还没开通').waitFor()
    const server = await openMailServer()
    const secrets = passingSecrets()
    const place = { host: '127.0.0.1', port: server.port, secure: false, requireTls: false, from: 'care@bank.example', user: null }
    await setSmtp(stage().databases.owner, secrets, { place, media: ['email'], password: undefined }, new Date())
    await Promise.all([emptyOutbox(stage(), secrets), emptyOutbox(stage(), secrets)])
    await emptyOutbox(stage(), secrets)
    await server.close()
    expect(server.taken).toHaveLength(1)
    expect(server.taken[0]).toContain(`To: k${first.id}@example.com`)

    await page.goto(`${stage().bank.url}/customers/${first.id}`)
    const line = page.getByRole('region', { name: '时间线' }).getByRole('listitem').filter({ hasText: '石榴树' })
    await line.waitFor()
    expect(await line.count()).toBe(1)
    await page.goto(`${stage().bank.url}/messages`)
    await page.locator('.message-line').filter({ hasText: '石榴树' }).getByText('已送出').waitFor()
    await page.goto(`${stage().bank.url}/care`)
    await page.getByText('已写').waitFor()
    await context.close()
    await sql`delete from message.gateway`.execute(stage().databases.owner)
  }, 90_000)
}
