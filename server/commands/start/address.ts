import { CommandEnd, exitCodes } from '../command-context.ts'

/** Where to serve: `HOST` (this machine only by default) and `PORT` (7700). Throws on a port that is none. */
export function addressOf(env: NodeJS.ProcessEnv): { host: string; port: number } {
  const port = Number(env['PORT'] || 7700)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandEnd(exitCodes.usage, `PORT=${env['PORT']} 不是端口号（0–65535）。`)
  return { host: env['HOST'] || '127.0.0.1', port }
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * `LIUKE_PUBLIC_URL`: where customers' phones reach the bank's pages, e.g. through the bank's proxy on the internet; undefined when nothing is set. Throws on anything but an
 * https address without a path: a link on a phone is worth nothing on its way in clear text.
 */
export function publicUrlOf(env: NodeJS.ProcessEnv): string | undefined {
  const given = env['LIUKE_PUBLIC_URL']?.trim()
  if (!given) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  const plain = url && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (!plain || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.has(url.hostname))))
    throw new CommandEnd(
      exitCodes.usage,
      'LIUKE_PUBLIC_URL 要写客户手机能打开的 https 地址，只写到域名和端口，例如 https://liuke.example-bank.cn',
    )
  return url.origin
}

/** The address people type. A server on all interfaces is reached as this machine. */
export const urlOf = (host: string, port: number): string =>
  `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`
