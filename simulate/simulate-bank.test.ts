import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { businessDatesFrom, simulateBank, SimulateError } from './index.ts'

let root: string
const bank = { outlets: 2, customersPerOutlet: 300, seed: 5 }
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'liuke-simulate-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const out = (name: string): string => join(root, name)
const bytes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ]),
  )

describe('simulateBank', () => {
  test('writes the same bytes twice, with one thread or two, and another seed writes others', async () => {
    const businessDates = ['2026-01-31']
    await simulateBank({ out: out('a'), ...bank, businessDates })
    await simulateBank({ out: out('b'), ...bank, businessDates, threads: 1 })
    await simulateBank({ out: out('c'), ...bank, seed: 6, businessDates })
    expect(bytes(join(out('a'), '2026-01-31'))).toEqual(bytes(join(out('b'), '2026-01-31')))
    expect(bytes(join(out('c'), '2026-01-31'))['transaction.parquet']).not.toBe(bytes(join(out('a'), '2026-01-31'))['transaction.parquet'])
  }, 120_000)

  test('extends: the delivery of a date is the same whether or not later dates were simulated, at once or call by call', async () => {
    const dates = businessDatesFrom('2026-01-31', 40)
    await simulateBank({ out: out('d'), ...bank, businessDates: dates })
    expect(bytes(join(out('d'), '2026-01-31'))).toEqual(bytes(join(out('a'), '2026-01-31')))
    const manifest = join(out('a'), '2026-01-31', 'manifest.json')
    const before = statSync(manifest).mtimeMs
    const result = await simulateBank({ out: out('a'), ...bank, businessDates: dates.slice(0, 3) })
    expect(result).toEqual({ written: ['2026-02-01', '2026-02-02'], kept: ['2026-01-31'], firstDate: '2026-01-31' })
    expect(statSync(manifest).mtimeMs).toBe(before)
    await simulateBank({ out: out('a'), ...bank, businessDates: ['2026-02-03'] })
    for (const date of ['2026-02-01', '2026-02-02', '2026-02-03']) expect(bytes(join(out('a'), date))).toEqual(bytes(join(out('d'), date)))
  }, 120_000)

  test('reports its progress and leaves nothing but deliveries, the truth and the settings behind', async () => {
    const seen: number[] = []
    await simulateBank({ out: out('e'), ...bank, businessDates: ['2026-05-05'], onProgress: ({ done, total }) => seen.push(done / total) })
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
    expect(readdirSync(out('e')).toSorted()).toEqual(['2026-05-05', 'bank.json', 'truth'])
  }, 120_000)

  test('refuses wrong arguments and the folder of another bank, in words', async () => {
    const good = { out: out('e'), ...bank, businessDates: ['2026-05-05'] }
    await expect(simulateBank({ ...good, seed: 99 })).rejects.toThrow('已有另一家模拟银行')
    await expect(simulateBank({ ...good, businessDates: ['2026-05-04'] })).rejects.toThrow('不能补做更早的')
    await expect(simulateBank({ ...good, outlets: 0 })).rejects.toThrow(SimulateError)
    await expect(simulateBank({ ...good, customersPerOutlet: 1.5 })).rejects.toThrow('每网点客户数')
    await expect(simulateBank({ ...good, seed: -1 })).rejects.toThrow('随机种子')
    await expect(simulateBank({ ...good, businessDates: ['2026-02-30'] })).rejects.toThrow('YYYY-MM-DD')
    await expect(simulateBank({ ...good, businessDates: ['2026-05-05', '2026-05-07'] })).rejects.toThrow('逐日相连')
    await expect(simulateBank({ ...good, businessDates: [] })).rejects.toThrow('至少')
  })
})
