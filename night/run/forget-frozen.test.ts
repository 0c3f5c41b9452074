import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetFrozen } from './forget-frozen.ts'

let lakeDir: string
beforeEach(() => {
  lakeDir = mkdtempSync(join(tmpdir(), 'liuke-frozen-'))
  mkdirSync(join(lakeDir, 'frozen'))
})
afterEach(() => rmSync(lakeDir, { recursive: true }))

const hash = (digit: string) => `${digit.repeat(16)}.parquet`
const there = () => readdirSync(join(lakeDir, 'frozen')).sort()
function forget(files: string[], used: string[]): string[] {
  for (const file of files) writeFileSync(join(lakeDir, 'frozen', file), '')
  return forgetFrozen({ lakeDir, used: new Set(used) }, '2026-02-03')
}

describe('forgetFrozen', () => {
  it('keeps what the night has read', () => {
    const used = [`posting-2025-11-${hash('a')}`, `history-2026-01-${hash('b')}`, `slice-transaction-2026-02-02-${hash('c')}`]
    expect(forget(used, used)).toEqual([])
    expect(there()).toEqual([...used].sort())
  })

  it('deletes what another content of the same month has replaced', () => {
    const replaced = [`posting-2025-12-${hash('1')}`, `history-2026-01-${hash('2')}`]
    expect(forget(replaced, [`posting-2025-12-${hash('a')}`, `history-2026-01-${hash('b')}`])).toEqual([...replaced].sort())
  })

  it('keeps one month before the oldest it has read, for the nights before the month turned, and deletes older ones', () => {
    const kept = `posting-2025-10-${hash('1')}`
    const old = `posting-2025-09-${hash('1')}`
    expect(forget([kept, old], [`posting-2025-11-${hash('a')}`, `posting-2026-01-${hash('a')}`])).toEqual([old])
    expect(there()).toEqual([kept])
  })

  it('of what nobody reads any more keeps two months: an older night may be run again', () => {
    const old = `slice-transaction-2025-12-30-${hash('1')}`
    const kept = `slice-transaction-2026-01-30-${hash('1')}`
    expect(forget([old, kept], [])).toEqual([old])
    expect(there()).toEqual([kept])
  })

  it('deletes what a killed night has left half-written, and bears that nothing was ever frozen', () => {
    expect(forget(['.123-posting-2025-12.parquet'], [])).toEqual(['.123-posting-2025-12.parquet'])
    rmSync(join(lakeDir, 'frozen'), { recursive: true })
    expect(forgetFrozen({ lakeDir, used: new Set() }, '2026-02-03')).toEqual([])
  })
})
