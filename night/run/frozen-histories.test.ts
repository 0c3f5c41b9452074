import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import { readPolicyPack } from './policies.ts'
import { runNight } from './run-night.ts'
import { deliveriesOf, randomPostings, type Posting } from './support/random-bank.ts'
import { writeTinyLake } from './support/tiny-lake.ts'

/** How many random histories; `LIUKE_NIGHT_HISTORIES=200` takes half an hour. */
const histories = Number(process.env.LIUKE_NIGHT_HISTORIES ?? 2)
const policies = readPolicyPack(join(import.meta.dirname, '../../server/modules/policy/packs/cn'))
const months = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31']
const firstDay = '2025-12-01'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'liuke-histories-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** What happens before a night: nothing, a posting corrected or taken back, a file that is late, customer numbers joined. */
const changes = ['nothing', 'correction', 'deletion', 'late file', 'merge'] as const
const history = fc.record({
  postings: randomPostings(120),
  balancesAfter: fc.boolean(),
  monthSums: fc.boolean(),
  nights: fc.array(fc.record({ upTo: fc.integer({ min: 1, max: months.length }), change: fc.constantFrom(...changes) }), {
    minLength: 1,
    maxLength: 4,
  }),
})

interface Bank {
  postings: readonly Posting[]
  merged: boolean
}

function changed({ postings, merged }: Bank, change: (typeof changes)[number]): Bank {
  if (change === 'correction')
    return { postings: postings.map((each, at) => (at === 0 ? { ...each, amount: each.amount + 1 } : each)), merged }
  if (change === 'deletion') return { postings: postings.slice(1), merged }
  return { postings, merged: merged || change === 'merge' }
}

async function night(lakeDir: string, runsDir: string, businessDate: string): Promise<Record<string, string>> {
  const { runDir } = await runNight({ lakeDir, runsDir, businessDate, policies, engine: () => openDuckdbEngine({ threads: 1 }) })
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(runDir, 'marts', name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(join(runDir, 'marts')).map((name) => [name, hash(name)]))
}

it(
  'after any history the night from frozen periods gives the bytes of the night from raw files',
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ postings, balancesAfter, monthSums, nights }) => {
        const folder = mkdtempSync(join(home, 'h'))
        const lake = join(folder, 'lake')
        let bank: Bank = { postings, merged: false }
        for (const { upTo, change } of nights) {
          bank = changed(bank, change)
          const delivered = deliveriesOf(bank.postings, firstDay, months, { balancesAfter, monthSums, merged: bank.merged }).slice(0, upTo)
          const inTime = change === 'late file' && delivered.length > 1 ? delivered.toSpliced(delivered.length - 2, 1) : delivered
          await writeTinyLake(lake, inTime)
          await night(lake, join(folder, 'runs'), months[upTo - 1] ?? '')
        }
        await writeTinyLake(lake, deliveriesOf(bank.postings, firstDay, months, { balancesAfter, monthSums, merged: bank.merged }))
        expect(existsSync(join(lake, 'frozen'))).toBe(true)
        const fromFrozen = await night(lake, join(folder, 'last'), '2026-03-31')
        const bare = join(folder, 'bare')
        cpSync(lake, bare, { recursive: true, filter: (source) => !source.includes('frozen') })
        expect(await night(bare, join(folder, 'full'), '2026-03-31')).toEqual(fromFrozen)
        rmSync(folder, { recursive: true, force: true })
      }),
      { numRuns: histories },
    )
  },
  120_000 + histories * 60_000,
)
