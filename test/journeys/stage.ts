import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { IssuedUser } from '../../server/modules/organisation/index.ts'
import type { SmallBank } from './small-bank.ts'

export type Role = IssuedUser['role']

/** What every journey is given. */
export interface Stage {
  browser: Browser
  bank: SmallBank
  databases: Databases
  /** what pages complained of in the console; must stay empty */
  complaints: string[]
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' }
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'zh-CN',
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
}

export const userOf = ({ bank }: Stage, role: Role, institution = ''): IssuedUser => {
  const user = bank.users.find((one) => one.role === role && one.institutionName.includes(institution))
  if (!user) throw new Error(`the small bank has no ${role} at ${institution}`)
  return user
}

/** A page of its own that reports what goes wrong in it; refused requests are part of a journey and are not reported. */
export async function openPage(
  stage: Stage,
  options: BrowserContextOptions,
  path: string,
  base = stage.bank.url,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await stage.browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => stage.complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      stage.complaints.push(`${page.url()}: ${message.text()}`)
  })
  await page.goto(base + path)
  return { page, context }
}

export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('用户名', { exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

/** Signed in as somebody, on the page that opens first. */
export async function enter(
  stage: Stage,
  user: IssuedUser,
  options: BrowserContextOptions = desktop,
  base = stage.bank.url,
): Promise<{ page: Page; context: BrowserContext }> {
  const opened = await openPage(stage, options, '/sign-in', base)
  await fillSignIn(opened.page, user.login, user.password)
  await opened.page.locator('#content h1').first().waitFor()
  return opened
}

/** The total that a customer list says it has, once it is known. */
export async function listTotal(page: Page): Promise<number> {
  const total = page.locator('[data-total]')
  await total.waitFor()
  return Number(await total.getAttribute('data-total'))
}
