import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Catalog } from './catalog.ts'
import { lakeStateAt } from './lake.ts'
import { scratch } from './testing/tiny.ts'

const delivery = (businessDate: string, coversFrom: string, coversTo = businessDate): Catalog['deliveries'][number] => ({
  businessDate,
  loadId: 'x',
  mapping: 'canonical',
  fingerprint: `f-${businessDate}`,
  tables: {
    customer: { file: `${businessDate}/customer.parquet`, rows: 1, controlSum: null },
    transaction: { file: `${businessDate}/transaction.parquet`, rows: 1, controlSum: '0', coversFrom, coversTo },
  },
})

function lakeOf(...deliveries: Catalog['deliveries']): string {
  const dir = scratch()
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'catalog.json'), JSON.stringify({ version: 1, deliveries, keys: {} } satisfies Omit<Catalog, 'superseded'>))
  return dir
}

describe('the lake at a business date', () => {
  it('is nothing before the first delivery', () => {
    expect(lakeStateAt(scratch(), '2024-01-31')).toBeUndefined()
    expect(lakeStateAt(lakeOf(delivery('2024-01-31', '2024-01-01')), '2024-01-30')).toBeUndefined()
  })

  it('has the newest states and every movement date once, the later delivery winning', () => {
    const lake = lakeOf(delivery('2024-01-31', '2023-01-01'), delivery('2024-02-02', '2024-01-30'), delivery('2024-02-05', '2024-02-05'))
    const state = lakeStateAt(lake, '2024-02-06')
    expect(state).toMatchObject({ businessDate: '2024-02-06', dataAsOf: '2024-02-05', gaps: ['2024-02-03', '2024-02-04'] })
    expect(state?.state.customer).toBe(join(lake, '2024-02-05/customer.parquet'))
    expect(state?.state.staff).toBeUndefined()
    expect(state?.movement.transaction).toEqual([
      { file: join(lake, '2024-01-31/transaction.parquet'), from: '2023-01-01', to: '2024-01-29' },
      { file: join(lake, '2024-02-02/transaction.parquet'), from: '2024-01-30', to: '2024-02-02' },
      { file: join(lake, '2024-02-05/transaction.parquet'), from: '2024-02-05', to: '2024-02-05' },
    ])
    expect(state?.movement.contact).toEqual([])
  })

  it('lets a correction within an older span show on both sides of it', () => {
    const lake = lakeOf(delivery('2024-01-31', '2024-01-01'), delivery('2024-02-10', '2024-01-10', '2024-01-20'))
    expect(
      lakeStateAt(lake, '2024-02-10')?.movement.transaction.map(({ file, from, to }) => [
        file.slice(lake.length + 1, lake.length + 11),
        from,
        to,
      ]),
    ).toEqual([
      ['2024-01-31', '2024-01-01', '2024-01-09'],
      ['2024-02-10', '2024-01-10', '2024-01-20'],
      ['2024-01-31', '2024-01-21', '2024-01-31'],
    ])
  })

  it('does not see what was delivered later', () => {
    const lake = lakeOf(delivery('2024-01-31', '2024-01-01'), delivery('2024-02-29', '2024-02-01'))
    expect(lakeStateAt(lake, '2024-02-15')).toMatchObject({ dataAsOf: '2024-01-31', gaps: [] })
  })

  it('answers for the last date there is as quickly as for any other', () => {
    const lake = lakeOf(delivery('2024-01-31', '2024-01-01'), delivery('2024-02-03', '2024-02-03'))
    expect(lakeStateAt(lake, '9999-12-31')).toMatchObject({ dataAsOf: '2024-02-03', gaps: ['2024-02-01', '2024-02-02'] })
  })

  it('has a fingerprint of the content, wherever the lake lies', () => {
    const one = [delivery('2024-01-31', '2024-01-01')] as const
    const same = [lakeOf(...one), lakeOf(...one)].map((lake) => lakeStateAt(lake, '2024-01-31')?.fingerprint)
    expect(same[0]).toBe(same[1])
    expect(lakeStateAt(lakeOf(delivery('2024-01-31', '2024-01-02')), '2024-01-31')?.fingerprint).not.toBe(same[0])
  })

  it('refuses a catalogue it cannot read rather than taking it for empty', () => {
    const dir = scratch()
    writeFileSync(join(dir, 'catalog.json'), '{"version":2}')
    expect(() => lakeStateAt(dir, '2024-01-31')).toThrow('数据湖目录损坏')
  })
})
