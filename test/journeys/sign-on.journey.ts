import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { composeServer } from '../../server/main.ts'
import { addUser } from '../../server/modules/organisation/index.ts'
import { openIdentityProvider } from '../support/identity-provider.ts'
import { desktop, enter, fillSignIn, openPage, phone, userOf, type Stage } from './stage.ts'

const chosen = 'blue-kettle-42'
const login = 'newcomer'

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('#content')?.scrollWidth ?? 0) - innerWidth)
const arrived = (page: Page) => page.locator('#content h1').first().waitFor()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export const signOnJourneys = (stage: () => Stage): void => {
  let secret = ''
  const codeOf = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead })

  it('a password that was given is replaced before anything is shown, on a phone too', async () => {
    const { owner } = stage().databases
    const { rows } = await sql<{
      code: string
    }>`select code from organisation.institution where level = 'outlet' order by id limit 1`.execute(owner)
    const added = await addUser(owner, { login, name: '新来的', role: 'outlet_president', institutionCode: rows[0]?.code ?? '' })
    if (added.outcome !== 'added') throw new Error(added.outcome)
    const { page, context } = await openPage(stage(), phone, '/sign-in')
    await fillSignIn(page, login, added.user.password)
    await page.getByRole('heading', { name: '设置新密码' }).waitFor()
    expect(await overflow(page)).toBe(0)
    const give = async (password: string, again = password) => {
      await page.getByLabel('新密码', { exact: true }).fill(password)
      await page.getByLabel('再输入一次').fill(again)
      await page.keyboard.press('Enter')
    }
    await give(chosen, 'other')
    expect(await page.locator('.field-error').textContent()).toBe('两次输入的密码不一样')
    await give('Password2026!')
    await page.getByRole('alert').getByText('太常见').waitFor()
    await give(chosen)
    await arrived(page)
    await context.close()
  })

  it('an authenticator is set up, and asked for at the next sign-in', async () => {
    const { page, context } = await openPage(stage(), desktop, '/sign-in?return=/account')
    await fillSignIn(page, login, chosen)
    await button(page, '开启验证器').click()
    const key = page.locator('[data-secret]')
    await key.waitFor()
    await page.getByRole('img', { name: '绑定验证器用的二维码' }).waitFor()
    secret = (await key.getAttribute('data-secret')) ?? ''
    await page.getByLabel('验证码', { exact: true }).fill(codeOf())
    await button(page, '完成绑定').click()
    await page.getByRole('region', { name: '恢复码' }).waitFor()
    const codes = await page.locator('.recovery-codes li').allTextContents()
    expect(codes).toHaveLength(10)
    await button(page, '我已保存').click()
    await page.getByText('还有 10 个恢复码可用').waitFor()
    await context.clearCookies()

    await page.goto(`${stage().bank.url}/sign-in`)
    await fillSignIn(page, login, chosen)
    await page.getByRole('heading', { name: '验证码' }).waitFor()
    const give = async (code: string) => {
      await page.getByLabel('验证码或恢复码').fill(code)
      await page.keyboard.press('Enter')
    }
    await give(codes[0] === undefined ? '' : `${codes[0]}x`)
    await page.getByRole('alert').getByText('验证码不正确').waitFor()
    // the code of the next step: the one of this step confirmed the app
    await give(codeOf(30_000))
    await arrived(page)
    await context.close()
  })

  it('an act of weight asks for the password anew and then goes on by itself', async () => {
    const { page, context } = await openPage(stage(), phone, '/sign-in?return=/account')
    await fillSignIn(page, login, chosen)
    await page.getByRole('heading', { name: '验证码' }).waitFor()
    const recovery = await sql`update organisation.second_factor set last_step = 0`.execute(stage().databases.owner)
    expect(recovery.numAffectedRows).toBe(1n)
    await page.getByLabel('验证码或恢复码').fill(codeOf())
    await page.keyboard.press('Enter')
    await button(page, '解除验证器').waitFor()
    expect(await overflow(page)).toBe(0)
    await sql`update organisation.session set authenticated_at = now() - interval '1 hour'`.execute(stage().databases.owner)
    await sql`update organisation.second_factor set last_step = 0`.execute(stage().databases.owner)
    await button(page, '生成新的恢复码').click()
    const dialog = page.getByRole('dialog', { name: '再次验证身份' })
    await dialog.getByLabel('密码', { exact: true }).fill('wrong')
    await dialog.getByLabel('验证码或恢复码').fill(codeOf())
    await button(page, '确认').click()
    await dialog.getByRole('alert').getByText('用户名或密码不正确').waitFor()
    await dialog.getByLabel('密码', { exact: true }).fill(chosen)
    await dialog.getByLabel('验证码或恢复码').fill(codeOf())
    await button(page, '确认').click()
    await page.getByRole('region', { name: '恢复码' }).waitFor()
    await context.close()
  })

  it('signing out everywhere ends the other browser', async () => {
    const user = userOf(stage(), 'relationship_manager')
    const [here, there] = [await enter(stage(), user), await enter(stage(), user, phone)]
    await here.page.goto(`${stage().bank.url}/account`)
    await here.page.getByRole('list', { name: '登录会话' }).getByRole('listitem').nth(1).waitFor()
    await button(here.page, '在所有设备上退出').click()
    await here.page.waitForURL('**/sign-in**')
    await there.page.reload()
    await there.page.waitForURL('**/sign-in**')
    expect(await there.page.getByRole('button', { name: '登录', exact: true }).count()).toBe(1)
    await here.context.close()
    await there.context.close()
  })

  it('the identity provider of the bank lets in, by the button on the door', async () => {
    const { bank, databases } = stage()
    const port = await freePort()
    // another site than the provider's 127.0.0.1, as in a bank
    const publicUrl = `http://localhost:${port}`
    const identities = await openIdentityProvider(`${publicUrl}/sso/callback`)
    const singleSignOn = {
      ...identities.settings,
      public_url: publicUrl,
      name: '行内统一认证',
      claim: 'preferred_username',
      matches: 'login',
    } as const
    const troubles: unknown[] = []
    const report = (_id: string, error: unknown) => void troubles.push(error)
    const server = await composeServer({
      databases,
      screens: { folder: bank.screens, progress: [] },
      report,
      singleSignOn,
      background: false,
    })
    await server.listen({ host: 'localhost', port })
    const user = userOf(stage(), 'outlet_president', '支行')
    const { page, context } = await openPage(stage(), desktop, '/customers', publicUrl)
    await page.getByRole('link', { name: '用行内统一认证登录' }).click()
    await page.getByPlaceholder('Enter any login').fill(user.login)
    await page.getByPlaceholder('and password').fill('x')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/customers')
    await page.locator('[data-total]').waitFor()
    await page.goto(`${publicUrl}/account`)
    await page.getByText('单点登录').first().waitFor()
    await context.close()

    const stranger = await openPage(stage(), desktop, '/sso/start', publicUrl)
    await stranger.page.getByPlaceholder('Enter any login').fill('stranger')
    await stranger.page.getByPlaceholder('and password').fill('x')
    await stranger.page.keyboard.press('Enter')
    await stranger.page.getByRole('alert').getByText('还没有留客账号').waitFor()
    await stranger.context.close()
    await server.close()
    await identities.close()
    expect(troubles).toEqual([])
  })
}
