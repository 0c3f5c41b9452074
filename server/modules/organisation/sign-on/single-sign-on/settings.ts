import { readFileSync } from 'node:fs'
import { z } from 'zod'

const settings = z.object({
  issuer: z.url({ protocol: /^https?$/ }),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  /** Liuke's own address as browsers see it; the provider sends people back to `<public_url>/sso/callback` */
  public_url: z.url({ protocol: /^https?$/ }),
  /** how the button is called */
  name: z.string().min(1).default('单点登录'),
  /** of the identity token or the user's info: what names the person */
  claim: z.string().min(1).default('preferred_username'),
  /** what of ours the claim holds */
  matches: z.enum(['login', 'staff_no']).default('login'),
})
/** How to reach the bank's identity provider, and whom it names. */
export type SingleSignOnSettings = z.infer<typeof settings>

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** Whether an address is on this machine; elsewhere identities travel over TLS only. */
export const isLoopback = (address: string): boolean => loopback.has(new URL(address).hostname)

/**
 * Single sign-on as the environment sets it up: `LIUKE_OIDC_FILE` names a JSON file; `LIUKE_OIDC_ISSUER`, `LIUKE_OIDC_CLIENT_ID`, … go before it, and
 * `LIUKE_OIDC_CLIENT_SECRET_FILE` names a file with the secret alone. Undefined when nothing is set. Throws, naming what is wrong and showing no value.
 */
export function singleSignOnSettings(env: NodeJS.ProcessEnv): SingleSignOnSettings | undefined {
  const given = { ...fromFile(env['LIUKE_OIDC_FILE']), ...fromEnvironment(env) }
  if (Object.keys(given).length === 0) return undefined
  const { success, data, error } = settings.safeParse(given)
  if (!success) {
    const wrong = error.issues.map(({ path }) => path.join('.')).join('、')
    throw new Error(`单点登录的设置缺少或不对：${wrong}。请检查 LIUKE_OIDC_… 或 LIUKE_OIDC_FILE（见 docs/operations.md）`)
  }
  if (new URL(data.issuer).protocol === 'http:' && !isLoopback(data.issuer)) throw new Error('单点登录的 issuer 必须是 https 地址')
  return data
}

function fromFile(path: string | undefined): object {
  if (!path) return {}
  const held: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return z.record(z.string(), z.unknown()).parse(held)
}

function fromEnvironment(env: NodeJS.ProcessEnv): object {
  const secretFile = env['LIUKE_OIDC_CLIENT_SECRET_FILE']
  const named = Object.keys(settings.shape).map((name) => [name, env[`LIUKE_OIDC_${name.toUpperCase()}`]] as const)
  const given = Object.fromEntries(named.filter(([, value]) => value !== undefined && value !== ''))
  return secretFile ? { client_secret: readFileSync(secretFile, 'utf8').trim(), ...given } : given
}
