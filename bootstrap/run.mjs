#!/usr/bin/env node
// The door. Runs on any Node ≥ 20.19 with nothing installed: installs what package-lock.json pins, finds the pinned runtime, hands over to it.
import { spawn } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { findRuntime } from './runtime.mjs'

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const [door = 'start', ...rest] = process.argv.slice(2)
const entries = {
  start: ['server/cli.ts', 'start', ...rest],
  test: ['test/quality/run.ts', ...rest],
  'test:spark': ['test/spark/run.ts', ...rest],
  liuke: ['server/cli.ts', ...rest],
}

if (!(door in entries)) {
  console.error(`不认识的入口「${door}」，可用：${Object.keys(entries).join('、')}`)
  process.exit(2)
}

try {
  checkVersion()
  await ensureInstalled(project, door.startsWith('test') ? 'all' : 'service')
  handOver(findRuntime(project), entries[door])
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

function checkVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。请先升级 Node.js。`)
}

/** The child ends when we end: by signal, by the IPC channel when we are killed, and by our own watch when npm above us is killed. */
function handOver(runtime, args) {
  const child = spawn(
    runtime,
    args.map((arg, index) => (index === 0 ? resolve(project, arg) : arg)),
    {
      cwd: door === 'liuke' ? process.cwd() : project,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, PATH: `${dirname(runtime)}:${resolve(project, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const parent = process.ppid
  const watch = process.env.npm_lifecycle_event ? setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500) : undefined
  child.on('error', (error) => {
    console.error(`✗ 无法启动运行时 ${runtime}：${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    clearInterval(watch)
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1))
  })
}
