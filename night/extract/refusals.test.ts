import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from './problems.ts'
import { at, refusedCases, rows } from './testing/refused-cases.ts'
import { load, scratch, tinyDelivery, tinyFiles } from './testing/tiny.ts'

describe('a delivery with one thing wrong is refused with place and reason, and the lake stays as it was', () => {
  const served = mkdtempSync(join(tmpdir(), 'liuke-served-'))
  beforeAll(() => load(served, tinyDelivery(join(served, 'good'))))
  afterAll(() => rmSync(served, { recursive: true, force: true }))

  it.each(refusedCases)('%s', async (_name, change, problem) => {
    const home = scratch()
    cpSync(join(served, 'lake'), join(home, 'lake'), { recursive: true })
    const catalog = readFileSync(join(home, 'lake/catalog.json'))
    const result = await load(home, tinyDelivery(join(home, 'bad'), change))
    expect(result.outcome).toBe('refused')
    expect(result.problems).toContainEqual(problem)
    expect(readFileSync(join(home, 'lake/catalog.json'))).toEqual(catalog)
    expect(existsSync(join(home, 'lake/staging'))).toBe(false)
    const report = JSON.parse(readFileSync(result.reportFile ?? '', 'utf8')) as { problems: Problem[] }
    expect(report.problems).toContainEqual(problem)
    expect(readFileSync((result.reportFile ?? '').replace('.json', '.txt'), 'utf8')).toContain(problem.found)
  })

  it('a gzip file that was cut', async () => {
    const home = scratch()
    const packed = (text: string): Buffer => gzipSync(text)
    const files = Object.fromEntries(Object.entries(tinyFiles).map(([table, text]) => [table, packed(text)]))
    const whole = files.account ?? Buffer.alloc(0)
    const result = await load(
      home,
      tinyDelivery(home, { extension: 'csv.gz', files: { ...files, account: whole.subarray(0, whole.length - 9) } }),
    )
    expect(result.problems).toEqual([
      at('account.csv.gz', expect.any(Number) as number, null, 'truncated_file', '压缩包中途结束', '完整的 gzip 文件'),
    ])
  })

  it('a gzip file with a flipped byte', async () => {
    const home = scratch()
    const files = Object.fromEntries(Object.entries(tinyFiles).map(([table, text]) => [table, gzipSync(text)]))
    files.account?.writeUInt8(0, files.account.length - 6)
    const result = await load(home, tinyDelivery(home, { extension: 'csv.gz', files }))
    expect(result.problems.map(({ file, code }) => [file, code])).toEqual([['account.csv.gz', 'unreadable_file']])
  })

  it('a manifest that is not there yet, one that is no JSON, one of another day', async () => {
    const home = scratch()
    const from = tinyDelivery(home)
    expect((await load(home, from, { businessDate: '2024-09-29' })).problems).toEqual([
      at('manifest.json', null, 'business_date', 'wrong_business_date', '2024-09-30', '2024-09-29'),
    ])
    writeFileSync(join(home, 'manifest.json'), '{')
    expect((await load(home, from)).problems.map(({ code }) => code)).toEqual(['bad_manifest'])
    rmSync(join(home, 'manifest.json'))
    expect((await load(home, from)).problems).toEqual([
      at('manifest.json', null, null, 'not_there_yet', '没有', `${home} 中的 manifest.json`),
    ])
  })

  it('a required table that was not delivered, and one nobody knows', async () => {
    const home = scratch()
    const from = tinyDelivery(home)
    const manifest = JSON.parse(readFileSync(join(home, 'manifest.json'), 'utf8')) as { tables: Record<string, object> }
    const { product, ...tables } = manifest.tables
    writeFileSync(join(home, 'manifest.json'), JSON.stringify({ ...manifest, tables }))
    expect((await load(home, from)).problems).toContainEqual(at('manifest.json', null, 'product', 'missing_table', '没有', 'product'))
    writeFileSync(join(home, 'manifest.json'), JSON.stringify({ ...manifest, tables: { ...tables, produkt: product } }))
    expect((await load(home, from)).problems).toContainEqual(expect.objectContaining({ code: 'unknown_table', found: 'produkt' }))
  })

  it('lists the first thousand and counts the rest', async () => {
    const home = scratch()
    const extra = Array.from({ length: 1500 }, (_, index) => `B${index},C9,D,2020-01-01\n`).join('')
    const result = await load(home, tinyDelivery(home, rows('account', tinyFiles.account + extra, 1504)))
    expect(result.problems).toHaveLength(1000)
    expect(result.problemCount).toBe(1500)
    expect(result.problems[999]).toEqual(
      at('account.csv', 1005, 'customer_no', 'unknown_reference', 'C9', 'customer 表中存在的 customer_no'),
    )
    expect(readFileSync((result.reportFile ?? '').replace('.json', '.txt'), 'utf8')).toContain('另有 500 个未逐一列出')
  })
})
