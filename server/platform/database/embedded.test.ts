import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { embeddedBinaries } from './embedded-binaries.ts'
import { startEmbedded } from './embedded.ts'
import { chooseLaunchPlan } from './launch-plan.ts'
import { socketDirOf } from './socket-dir.ts'

/** A home with blanks and Chinese, longer than a socket's path may be. */
const root = join(mkdtempSync(join(tmpdir(), 'liuke-embedded-')), `留客 的 数据 ${'很长'.repeat(20)}`)
const homes: string[] = []
const homeOf = (name: string) => {
  const folder = join(root, name, 'postgres')
  mkdirSync(folder, { recursive: true })
  homes.push(folder)
  return folder
}
afterAll(() => {
  rmSync(join(root, '..'), { recursive: true, force: true })
  for (const folder of homes) rmSync(socketDirOf(join(folder, 'data')), { recursive: true, force: true })
})

/** A process that has ended may stay listed until its parent asks for it: that is not alive. */
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
const until = async (what: () => boolean) => {
  for (let waited = 0; !what(); waited += 10) {
    if (waited > 20_000) throw new Error('waited in vain')
    await sleep(10)
  }
}

interface Writer {
  child: ChildProcess
  said: () => string[]
}
function startWriter(folder: string): Writer {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded.child.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return {
    child,
    said: () =>
      text
        .slice(0, text.lastIndexOf('\n') + 1)
        .split('\n')
        .filter(Boolean),
  }
}
async function kill({ child }: Writer): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('embedded PostgreSQL', () => {
  it('goes with a killed process, and the next start finds every acknowledged row', async () => {
    const folder = homeOf('kill')
    const first = startWriter(folder)
    await until(() => first.said().length > 200)
    const pid = Number(first.said()[0]?.slice(4))
    await kill(first)
    const acked = first.said().slice(1).map(Number)
    const server = await startEmbedded(folder)
    const client = new pg.Client(server.connection)
    await client.connect()
    const { rows } = await client.query<{ n: number }>('select n from acked')
    const { rows: settings } =
      await client.query(`select current_setting('synchronous_commit') as sync, current_setting('listen_addresses') as tcp, current_setting('jit') as jit,
      (select datlocprovider::text || datlocale || pg_encoding_to_char(encoding) from pg_database where datname = 'liuke') as locale`)
    await client.end()
    await server.stop()
    expect(isAlive(pid)).toBe(false)
    const found = new Set(rows.map((row) => row.n))
    expect(acked.filter((n) => !found.has(n))).toEqual([])
    expect(settings).toEqual([{ sync: 'on', tcp: '', jit: 'off', locale: 'bC.UTF-8UTF8' }])
    expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false)
  })

  it('is made whole or not at all when killed while it is made', async () => {
    const folder = homeOf('initdb')
    const first = startWriter(folder)
    await until(() => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('data.new-')))
    await sleep(150)
    await kill(first)
    expect(existsSync(join(folder, 'data'))).toBe(false)
    const second = startWriter(folder)
    await until(() => second.said().length > 5)
    await kill(second)
    const third = await startEmbedded(folder, { durable: false })
    await third.stop()
    expect(readdirSync(folder).sort()).toEqual(['data', 'server.log'])
  })

  it('ends a server that an earlier life left behind', async () => {
    const folder = homeOf('orphan')
    const made = await startEmbedded(folder, { durable: false })
    await made.stop()
    const words = chooseLaunchPlan().words(
      embeddedBinaries().postgres,
      ['-D', join(folder, 'data'), '-k', made.connection.host, '-c', 'listen_addresses='],
      'INT',
    )
    const [command = '', ...args] = words.slice(0, words.indexOf('setpriv')).concat(words.slice(words.indexOf(embeddedBinaries().postgres)))
    const left = spawn(command, args, { detached: true, stdio: 'ignore', cwd: '/' })
    await until(() => existsSync(join(made.connection.host, '.s.PGSQL.5432')))
    const gone = once(left, 'exit')
    const server = await startEmbedded(folder)
    await gone
    expect(left.exitCode ?? left.signalCode).not.toBeNull()
    await server.stop()
  })

  it('comes back when its postmaster is killed', async () => {
    const folder = homeOf('restart')
    const reasons: string[] = []
    const server = await startEmbedded(folder, { durable: false, onRestart: (reason) => reasons.push(reason) })
    const pid = server.pid() ?? 0
    process.kill(pid, 'SIGKILL')
    await until(() => server.pid() !== pid)
    const client = new pg.Client(server.connection)
    await until(() => existsSync(join(socketDirOf(join(folder, 'data')), '.s.PGSQL.5432')))
    await client.connect()
    await client.end()
    await server.stop()
    expect(reasons).toEqual(['SIGKILL'])
    expect(readFileSync(join(folder, 'server.log'), 'utf8')).toMatch(/recovery|redo/)
  })
})
