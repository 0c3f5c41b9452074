import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { projectDir } from '../../platform/home.ts'
import { policyAt, policyRows, seedPolicies } from './index.ts'
import { policiesAt, type PolicyRow } from './policy.rules.ts'

let databases: Databases
const folder = mkdtempSync(join(tmpdir(), 'liuke-policy-'))
const defaults = join(projectDir, 'server/modules/policy/packs/cn')
beforeAll(async () => {
  databases = await testDatabase()
})
afterAll(() => rmSync(folder, { recursive: true }))

const packOf = (text: string) => {
  writeFileSync(join(folder, 'pack.yaml'), text)
  return folder
}

describe('seeding', () => {
  it('inserts every row of the pack once and nothing the second time', async () => {
    const first = await seedPolicies(databases.owner, defaults)
    expect(first.inserted).toContain('tier.potential.from_fen')
    expect(await policyRows(databases.owner)).toHaveLength(first.inserted.length)
    expect(await seedPolicies(databases.owner, defaults)).toEqual({ inserted: [], differing: [] })
  })

  it('leaves a held value in force and names the row that differs', async () => {
    const row = '{ key: test.held, valid_from: 1900-01-01, value: %, unit: days, source: M01 }'
    await seedPolicies(databases.owner, packOf(`- ${row.replace('%', '1')}`))
    expect(await seedPolicies(databases.owner, packOf(`- ${row.replace('%', '2')}`))).toEqual({ inserted: [], differing: ['test.held'] })
    expect((await policyAt(databases.owner, '2026-01-01')).whole('test.held')).toBe(1)
  })

  it('is read anew after every change, and what was rolled back was never in force', async () => {
    const key = 'test.anew'
    const put = (version: number) => sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason, made_at)
      values (${key}, '1900-01-01', ${version}, ${String(version)}, 'days', 'M01', 'test', '2026-01-01')`
    const read = async () => (await policyAt(databases.owner, '2026-01-01')).whole(key)
    await put(1).execute(databases.owner)
    expect(await read()).toBe(1)
    const rolledBack = databases.owner.transaction().execute(async (trx) => {
      await put(2).execute(trx)
      expect((await policyAt(trx, '2026-01-01')).whole(key)).toBe(2)
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    expect(await read()).toBe(1)
    await put(3).execute(databases.owner)
    expect(await read()).toBe(3)
  })

  it.each([
    ['a value with a fraction', '- { key: a, valid_from: 1900-01-01, value: 1.5, unit: days, source: M01 }'],
    ['a day that is none', '- { key: a, valid_from: soon, value: 1, unit: days, source: M01 }'],
    ['a row twice', ['', '', ''].join('- { key: a, valid_from: 1900-01-01, value: 1, unit: days, source: M01 }\n')],
  ])('refuses %s', async (_what, text) => {
    await expect(seedPolicies(databases.owner, packOf(text))).rejects.toThrow()
  })
})

describe('rows', () => {
  it.each(['update policy.policy set value = 0', 'delete from policy.policy', 'truncate policy.policy'])(
    'refuse %s, also by the owner',
    async (statement) => {
      await expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(/never changed/)
    },
  )

  it('hold from their day, the highest version of a day winning', () => {
    const row = (validFrom: string, version: number, value: string): PolicyRow => ({
      key: 'k',
      validFrom,
      version,
      value,
      unit: 'days',
      source: 'M01',
    })
    const rows = [row('2026-02-01', 2, '30'), row('1900-01-01', 1, '10'), row('2026-02-01', 1, '20')]
    expect(policiesAt(rows, '2026-01-31').whole('k')).toBe(10)
    expect(policiesAt(rows, '2026-02-01').fen('k')).toBe(30n)
    expect(() => policiesAt(rows, '1899-12-31').code('k')).toThrow(/没有生效/)
    expect(() => policiesAt([row('1900-01-01', 1, 'none')], '2026-01-01').whole('k')).toThrow(/应为整数/)
  })
})
