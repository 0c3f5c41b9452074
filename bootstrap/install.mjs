// Installs what package-lock.json pins, once per lock file. Killed in the middle, the next call does it again from an empty folder.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** @param {'service' | 'all'} extent  `service`: what `npm start` needs; `all`: also what `npm test` needs. */
export async function ensureInstalled(project, extent) {
  const lock = readFileSync(resolve(project, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  const release = await takeTurn(project)
  try {
    const done = readMark(project)
    if (done?.lock === wanted && !done.unfinished && (done.extent === 'all' || done.extent === extent)) return
    const all = extent === 'all' || done?.extent === 'all' || existsSync(resolve(project, 'node_modules', 'vitest'))
    console.error(`▸ 安装依赖（${all ? '运行与测试' : '运行'}），首次约需一两分钟…`)
    const started = Date.now()
    const mark = { lock: wanted, extent: all ? 'all' : 'service' }
    if (done?.unfinished) rmSync(resolve(project, 'node_modules'), { recursive: true, force: true })
    writeMark(project, { ...mark, unfinished: true })
    // Not `npm ci`: it refuses a lock file written where a registry lacks another platform's optional packages. `--no-save` keeps the lock file as it is.
    await npm(project, ['install', '--no-save', all ? '--include=dev' : '--omit=dev'])
    writeMark(project, mark)
    console.error(`✓ 依赖已安装（${Math.round((Date.now() - started) / 1000)} 秒）`)
  } finally {
    release()
  }
}

const markFile = (project) => resolve(project, 'node_modules', '.liuke-installed.json')

function writeMark(project, mark) {
  mkdirSync(resolve(project, 'node_modules'), { recursive: true })
  writeFileSync(markFile(project), JSON.stringify(mark))
}

function readMark(project) {
  if (!existsSync(markFile(project))) return undefined
  try {
    return JSON.parse(readFileSync(markFile(project), 'utf8'))
  } catch (error) {
    console.error(`  安装记录不可读，将重新安装：${error.message}`)
    return undefined
  }
}

/** npm of the machine; peer and engine notes of packages are not for the person in front of the screen. */
function npm(project, args) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--engine-strict=false']
  const own = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command, ...before] = own
  return new Promise((fulfil, reject) => {
    const output = []
    const child = spawn(command, [...before, ...args, ...quiet], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: '' },
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
    const tick = setInterval(() => process.stderr.write('.'), 3000)
    child.on('error', (error) => reject(new Error(`无法运行 npm：${error.message}`)))
    child.on('exit', (code) => {
      clearInterval(tick)
      process.stderr.write('\n')
      if (code === 0) fulfil()
      else reject(new Error(`npm ${args.join(' ')} 失败（退出码 ${code}）：\n${Buffer.concat(output)}\n请检查网络与 npm 源后重试。`))
    })
  })
}

/** Two doors opened at once install one after the other; a turn left by a killed process is taken over. */
async function takeTurn(project) {
  const turn = join(tmpdir(), `liuke-install-${createHash('sha256').update(project).digest('hex').slice(0, 16)}`)
  for (;;) {
    try {
      mkdirSync(turn)
      writeFileSync(join(turn, 'pid'), String(process.pid))
      return () => rmSync(turn, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!holderAlive(turn)) rmSync(turn, { recursive: true, force: true })
      else await sleep(300)
    }
  }
}

function holderAlive(turn) {
  const file = join(turn, 'pid')
  if (!existsSync(file)) return false
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
