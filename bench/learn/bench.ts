/**
 * The glass-box model beside boosted trees and logistic regression on public data: `node bench/learn/bench.ts <folder with xiamen/ and churn_modelling/>
 * [--splits 5] [--score 2000000]`. Five seeded 80/20 splits of each table, every fit in a process of its own; then the scoring of many customers.
 * The other libraries run where python3 has them (Debian: python3-sklearn, python3-xgboost); where not, the bench says so.
 * Exit code 1 when a goal against the better boosted tree is missed.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom, shuffledIndex } from '../../learn/random.ts'
import { readTableFile } from '../../learn/read-table.ts'
import { measureScoring } from './scoring.ts'
import { benchTables, type BenchTable } from './tables.ts'

interface Result {
  model: string
  auc: number
  logLoss: number
  brier: number
  lift: number
  seconds: number
  cpu: number
  megabytes: number
}
type Answer = Result | { model: string; missing: string[] }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { splits: { type: 'string', default: '5' }, score: { type: 'string', default: '2000000' } },
})
const [data] = positionals
if (!data) throw new Error('usage: node bench/learn/bench.ts <folder with xiamen/ and churn_modelling/> [--splits 5] [--score 2000000]')

const others = ['hgb', 'hgb early', 'xgboost', 'logistic']
const boostedTrees = ['hgb', 'hgb early', 'xgboost']
const folder = mkdtempSync(join(tmpdir(), 'liuke-bench-splits-'))
const python = pythonWithMost()
let missed = 0

function pythonWithMost(): string | undefined {
  const found = ['python3', '/usr/bin/python3'].filter((command) => {
    try {
      execFileSync(command, ['-c', 'import sklearn'], { stdio: 'ignore' })
      return true
    } catch (error) {
      console.log(`${command}: no scikit-learn (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`)
      return false
    }
  })
  return found[0]
}

async function benchTable(table: BenchTable): Promise<void> {
  const { rows } = await readTableFile(table.file)
  const results = new Map<string, Result[]>()
  const absent = new Map<string, string>()
  for (let seed = 0; seed < Number(values.splits); seed++) {
    const order = Array.from(shuffledIndex(rows, seededRandom(20_260_000 + seed)))
    const tested = Math.floor(rows / 5)
    const splitFile = join(folder, 'split.json')
    writeFileSync(splitFile, JSON.stringify({ tested: order.slice(0, tested), trained: order.slice(tested) }))
    const answers = [run(process.execPath, [join(import.meta.dirname, 'child.ts'), table.file, splitFile, String(seed)])]
    for (const model of others) {
      if (python === undefined) absent.set(model, 'python3 without scikit-learn')
      else answers.push(run(python, [join(import.meta.dirname, 'others.py'), table.file, splitFile, String(seed), model]))
    }
    for (const answer of answers) {
      if ('missing' in answer) absent.set(answer.model, `not installed: ${answer.missing.join(', ')}`)
      else results.set(answer.model, [...(results.get(answer.model) ?? []), answer])
    }
  }
  tell(table.name, results, absent)
}

function run(command: string, args: readonly string[]): Answer {
  const text = execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24, env: { ...process.env, OMP_WAIT_POLICY: 'passive' } })
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Answer
}

const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length
const figures = ['auc', 'logLoss', 'brier', 'lift', 'seconds', 'cpu', 'megabytes'] as const
const digits: Record<(typeof figures)[number], number> = { auc: 4, logLoss: 4, brier: 4, lift: 2, seconds: 1, cpu: 1, megabytes: 0 }

function tell(name: string, results: ReadonlyMap<string, Result[]>, absent: ReadonlyMap<string, string>): void {
  console.log(`\n## ${name}, mean of ${values.splits} splits\n`)
  console.log('| model | AUC | log-loss | Brier | lift 10 % | fit s | processor s | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|')
  const means = new Map<string, Result>()
  for (const [model, runs] of results) {
    const row = Object.fromEntries(figures.map((figure) => [figure, mean(runs.map((one) => one[figure]))])) as unknown as Omit<
      Result,
      'model'
    >
    means.set(model, { model, ...row })
    console.log(`| ${model} | ${figures.map((figure) => row[figure].toFixed(digits[figure])).join(' | ')} |`)
  }
  for (const [model, why] of absent) console.log(`| ${model} | ${why} | | | | | | |`)
  const own = means.get('liuke')
  const trees = boostedTrees.flatMap((model) => means.get(model) ?? [])
  const [best] = trees.toSorted((one, other) => other.auc - one.auc)
  if (!own || !best) return console.log('\nno boosted trees installed: nothing to compare with')
  const leastLoss = Math.min(...trees.map(({ logLoss }) => logLoss))
  goal('AUC behind the better boosted tree', best.auc - own.auc, 0.002, 4)
  goal('log-loss above the better boosted tree', own.logLoss - leastLoss, 0.003, 4)
  goal(`fit seconds against ${best.model}`, own.seconds / best.seconds, 2, 2)
  goal(`processor seconds of the fit against ${best.model}`, own.cpu / best.cpu, 2, 2)
}

function goal(what: string, found: number, atMost: number, places: number): void {
  if (found > atMost) missed += 1
  console.log(`${found <= atMost ? '✓' : '✗'} ${what}: ${found.toFixed(places)} (goal: at most ${atMost})`)
}

const tables = await benchTables(data)
try {
  for (const table of tables) await benchTable(table)
  const [first] = tables
  if (first && Number(values.score) > 0) {
    const { customers, features, pairs, program, query, differing } = await measureScoring(first.file, Number(values.score))
    console.log(`\n## Scoring ${customers.toLocaleString('en')} customers: ${features} features, ${pairs} pairs, three reasons each\n`)
    console.log(`by program, reading included: ${program.seconds.toFixed(1)} s, ${program.cpu.toFixed(1)} s of the processor`)
    console.log(`by query in the engine of the night: ${query.seconds.toFixed(1)} s, ${query.cpu.toFixed(1)} s of the processor`)
    goal('seconds of the faster way', Math.min(program.seconds, query.seconds), 7, 1)
    goal('rows that differ', differing, 0, 0)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
  for (const { file } of tables.slice(0, 1)) rmSync(dirname(file), { recursive: true, force: true })
}
process.exitCode = missed > 0 ? 1 : 0
