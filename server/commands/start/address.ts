import { CommandEnd, exitCodes } from '../command-context.ts'

/** Where to serve: `HOST` (this machine only by default) and `PORT` (7700). Throws on a port that is none. */
export function addressOf(env: NodeJS.ProcessEnv): { host: string; port: number } {
  const port = Number(env['PORT'] || 7700)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandEnd(exitCodes.usage, `PORT=${env['PORT']} 不是端口号（0–65535）。`)
  return { host: env['HOST'] || '127.0.0.1', port }
}

/** The address people type. A server on all interfaces is reached as this machine. */
export const urlOf = (host: string, port: number): string =>
  `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`
