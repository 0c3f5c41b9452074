import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { screensHash } from './start/build-screens.ts'
import { socketDirOf } from '../platform/database/socket-dir.ts'

const root = mkdtempSync(join(tmpdir(), 'liuke-start-'))
const home = join(root, '留客 数据')
const cli = join(import.meta.dirname, '..', 'cli.ts')
const running = new Set<ChildProcess>()

interface Run {
  child: ChildProcess
  ended: Promise<number | null>
  out: () => string
  err: () => string
}
function liuke(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, LIUKE_HOME: home, LIUKE_SAMPLE_CUSTOMERS: '60', PORT: String(port), DATABASE_URL: '', ...env },
  })
  running.add(child)
  const text = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()))
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  return { child, ended, out: () => text.out, err: () => text.err }
}
const until = async (run: Run, what: () => boolean) => {
  for (let waited = 0; !what(); waited += 20) {
    if (waited > 120_000 || run.child.exitCode !== null) throw new Error(`waited in vain:\n${run.err()}${run.out()}`)
    await sleep(20)
  }
}
/** postgres processes of this home, those that have ended but are still listed not counted */
const servers = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(home) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
      )
    } catch {
      return false
    }
  })

let port = 0
const blocker = createServer()
beforeAll(async () => {
  blocker.listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  port = (blocker.address() as { port: number }).port
})
afterAll(async () => {
  blocker.close()
  await Promise.all([...running].map((child) => (child.kill('SIGKILL'), once(child, 'exit'))))
  rmSync(root, { recursive: true, force: true })
  rmSync(socketDirOf(join(home, 'postgres', 'data')), { recursive: true, force: true })
})

/** A backup of the serving home, restored elsewhere, is found in order; a changed one is refused and leaves nothing. */
async function restoresWhatItBacksUp() {
  const backup = liuke(['backup', join(root, 'backups'), '--json'])
  expect(await backup.ended, backup.err()).toBe(0)
  const { folder, anchor } = JSON.parse(backup.out()) as { folder: string; anchor: string }
  const elsewhere = { LIUKE_HOME: join(root, 'restored') }
  try {
    for (const command of [
      ['restore', folder],
      ['doctor', '--json'],
      ['audit', 'verify', '--noted', anchor],
    ]) {
      const run = liuke(command, elsewhere)
      expect(await run.ended, run.out() + run.err()).toBe(0)
    }
    const again = liuke(['restore', folder], elsewhere)
    expect(await again.ended).toBe(3)
    expect(again.err()).toContain('里已有')
    appendFileSync(join(folder, 'state.json'), ' ')
    const damaged = liuke(['restore', folder], { LIUKE_HOME: join(root, 'damaged') })
    expect(await damaged.ended).toBe(3)
    expect(damaged.err()).toContain('state.json')
    expect(readdirSync(join(root, 'damaged')).filter((name) => !name.startsWith('lock'))).toEqual([])
  } finally {
    rmSync(socketDirOf(join(root, 'restored', 'postgres', 'data')), { recursive: true, force: true })
  }
}

describe('liuke start', () => {
  it('completes what killed starts began, loses nothing and leaves no process', { timeout: 300_000 }, async () => {
    for (const place of ['✓ 检查并升级数据库', '· 装载', '· 夜间批量']) {
      const run = liuke(['start'])
      await until(run, () => run.err().includes(place))
      run.child.kill('SIGKILL')
      await run.ended
      for (let waited = 0; servers().length > 0 && waited < 10_000; waited += 50) await sleep(50)
      expect(servers()).toEqual([])
    }
    const asked = liuke(['start'])
    await until(asked, () => asked.err().includes('· 夜间批量'))
    asked.child.kill('SIGINT')
    expect(await asked.ended).toBe(0)
    expect(asked.err()).not.toMatch(/Error|出错/)
    const last = liuke(['start', '--json'])
    await until(last, () => last.out().includes('\n'))
    const screens = readdirSync(join(home, 'web'))
    const { url } = JSON.parse(last.out()) as { url: string }
    expect(last.err()).toContain(`端口 ${port} 已被占用，改用`)
    expect(last.err()).toMatch(/用户名\s+密码/)
    const page = await fetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')])

    const [, login, password] = /\n {2}(\d+) {2}([a-z-]{19}) .*行长.*支行/.exec(last.err()) ?? []
    const headers = { 'content-type': 'application/json', 'x-liuke-client': 'test' }
    const entered = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
    const me = (await entered.json()) as { institutions: { level: string }[]; data: { late: boolean } }
    expect(me.institutions.map((one) => one.level)).toEqual(['sub_branch', 'outlet', 'outlet', 'outlet'])
    expect(me.data.late).toBe(false)

    const second = liuke(['start'])
    expect(await second.ended).toBe(0)
    expect(second.out()).toContain(`留客已在运行：${url}`)
    const doctor = liuke(['doctor', '--json'])
    expect(await doctor.ended, doctor.out()).toBe(0)
    await restoresWhatItBacksUp()

    last.child.kill('SIGTERM')
    expect(await last.ended).toBe(0)
    expect(servers()).toEqual([])

    const again = liuke(['start', '--json'])
    await until(again, () => again.out().includes('\n'))
    expect(again.err()).not.toMatch(/夜间批量|密码/)
    if (screens.includes(screensHash())) expect(again.err()).not.toContain('构建网页')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })

  it('ends with code 2 on wrong usage and 3 on a refusal', { timeout: 120_000 }, async () => {
    const wrong = liuke(['night', '--date', 'yesterday'])
    const unknown = liuke(['load'])
    const refused = liuke(['load', join(root, 'nothing')], { LIUKE_HOME: join(root, 'other') })
    expect(await wrong.ended).toBe(2)
    expect(await unknown.ended).toBe(2)
    expect(await refused.ended, refused.err()).toBe(3)
    rmSync(socketDirOf(join(root, 'other', 'postgres', 'data')), { recursive: true, force: true })
  })
})
