/**
 * `npm test`: the gates first (seconds), then every test. Ends with one plain line `N passed, N failed`, exit code 1 when anything failed.
 * `npm test -- <vitest arguments>` runs only the tests named.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '../..')
const tool = (name: string) => join(project, 'node_modules', '.bin', name)

const gates: { name: string; command: string[] }[] = [
  {
    name: '格式 prettier',
    command: [tool('prettier'), '--check', '--log-level=warn', '.', '!**/*.{yml,yaml,md}', '!package-lock.json'],
  },
  { name: '规则 oxlint', command: [tool('oxlint'), '--config', 'test/quality/oxlint.json', '--type-aware', '--quiet', '.'] },
  { name: '类型 tsc', command: [tool('tsc'), '--pretty', 'false'] },
  {
    name: '依赖方向 dependency-cruiser',
    command: [
      tool('depcruise'),
      '--config',
      'test/quality/dependency-cruiser.mjs',
      'server',
      'night',
      'learn',
      'simulate',
      'web',
      'bench',
      'test',
    ],
  },
  { name: '死代码 knip', command: [tool('knip'), '--no-progress', '--no-config-hints'] },
]

const only = process.argv.slice(2)
const outcome = { passed: 0, failed: 0 }
if (only.length === 0) for (const gate of gates) await passGate(gate)
await runTests()
console.log(`\n${outcome.passed} passed, ${outcome.failed} failed`)
process.exit(outcome.failed > 0 ? 1 : 0)

async function passGate(gate: { name: string; command: string[] }) {
  const started = performance.now()
  const { code, output } = await run(gate.command, 'collect')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${gate.name} (${seconds} s)`)
  if (code === 0) outcome.passed++
  else {
    outcome.failed++
    console.log(output.trimEnd())
  }
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'liuke-test-'))
  const report = join(folder, 'report.json')
  const { code } = await run(
    [tool('vitest'), 'run', '--no-isolate', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only],
    'show',
  )
  const counted = countTests(report)
  outcome.passed += counted.passed
  outcome.failed += counted.failed
  if (code !== 0 && counted.failed === 0) outcome.failed++
  if (counted.passed + counted.failed === 0) outcome.failed++
  rmSync(folder, { recursive: true, force: true })
}

function countTests(report: string): { passed: number; failed: number } {
  try {
    const found = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number }
    return { passed: found.numPassedTests, failed: found.numFailedTests + found.numPendingTests }
  } catch (error) {
    console.error(`no test report: ${error instanceof Error ? error.message : String(error)}`)
    return { passed: 0, failed: 0 }
  }
}

function run(command: string[], output: 'show' | 'collect'): Promise<{ code: number; output: string }> {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    cwd: project,
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0' },
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((fulfil, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => fulfil({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
