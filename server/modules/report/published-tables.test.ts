import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { projectDir } from '../../platform/home.ts'

interface Mart {
  publish?: { table: string }
  columns: Record<string, { type: string; null?: 'true' }>
}
interface Column {
  name: string
  type: string
  nullable: boolean
}

const martsDir = join(projectDir, 'night', 'models', 'marts')
const marts = readdirSync(martsDir, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yml') && !name.endsWith('.cases.yml'))
  // every scalar as text: a plain YAML parser reads the key `null` as no key at all
  .map((name) => parse(readFileSync(join(martsDir, name), 'utf8'), { schema: 'failsafe' }) as Mart)
  .filter((mart) => mart.publish)

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})

/** What PostgreSQL must have for a mart: its columns, with the month ends in one array and the month's raw sum left out. */
function expectedColumns(mart: Mart): Column[] {
  const columns = Object.entries(mart.columns).map(([name, { type, null: nullable }]) => ({ name, type, nullable: nullable === 'true' }))
  if (mart.publish?.table !== 'customer.customer_snapshot') return columns
  const kept = columns.filter(({ name }) => !/^aum_month_(end_\d\d_fen|sum_fen|days)$/.test(name))
  return [...kept, { name: 'aum_month_ends', type: 'bigint[]', nullable: false }]
}

describe('published tables', () => {
  it('are the ones the marts name', () => {
    expect(marts.map((mart) => mart.publish?.table).sort()).toEqual([
      'contact.contact_signal',
      'customer.customer',
      'customer.customer_holding',
      'customer.customer_snapshot',
      'payroll.employer_batch',
      'payroll.payroll_month',
      'payroll.receiving_month',
      'points.converted_asset',
      'privacy.open_complaint',
      'report.outlet_day',
      'report.outlet_month',
      'retention.attrition',
      'retention.attrition_came',
      'retention.attrition_challenger',
      'retention.maturity',
      'suitability.category_share',
      'suitability.product_shelf',
      'warning.alert',
      'warning.alert_signal',
      'warning.risk_group',
      'warning.signal_lead',
      'warning.signal_record',
      'watch.capture_lost',
      'watch.capture_total',
      'watch.flow_path_listed',
      'watch.flow_path_total',
      'watch.relation_depth',
      'watch.season',
      'watch.season_month',
      'watch.survival',
    ])
  })

  it.each(marts.map((mart) => [mart.publish?.table ?? '', mart] as const))(
    '%s has the columns of its mart: names, order, types, nullability',
    async (table, mart) => {
      const { rows } = await sql<Column>`
      select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
      from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(databases.owner)
      expect(rows).toEqual(expectedColumns(mart))
    },
  )

  it.each(marts.map((mart) => mart.publish?.table ?? ''))('%s is partitioned by business date and guarded', async (table) => {
    const { rows } = await sql<{ key: string; guarded: boolean; roles: string[] }>`
      select pg_get_partkeydef(c.oid) as key, c.relrowsecurity as guarded,
        array(select distinct unnest(polroles)::regrole::text from pg_policy where polrelid = c.oid) as roles
      from pg_class c where c.oid = ${table}::regclass`.execute(databases.owner)
    // guarded and without a policy: nobody who signs in reads it
    const roles = table === 'retention.attrition_challenger' ? [] : ['liuke_app']
    expect(rows).toEqual([{ key: 'LIST (business_date)', guarded: true, roles }])
  })
})
