import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import type { Duckdb } from '../engines/duckdb.ts'
import type { Catalog, KeyEntry } from './catalog.ts'
import { literal } from './quoting.ts'
import { writeParquet } from './parquet.ts'
import type { TypedTable } from './typed.ts'

/** Tables whose rows get a number of Liuke's own, with the number's type. */
const keyed = { institution: 'integer', staff: 'integer', employer: 'integer', customer: 'bigint', account: 'bigint' } as const
type Keyed = keyof typeof keyed
const codeColumns: Record<Keyed, string> = {
  institution: 'institution_code',
  staff: 'staff_no',
  employer: 'employer_code',
  customer: 'customer_no',
  account: 'account_no',
}
const names = 'name'

/** Reads the registries in force into schema `registry`: `<table>(code, id)` and `name(name, name_pinyin, name_initials)`. */
export async function readRegistries(duckdb: Duckdb, lakeDir: string, catalog: Catalog): Promise<void> {
  await duckdb.run('create schema registry')
  for (const [table, type] of Object.entries(keyed)) await duckdb.run(`create table registry.${table} (code varchar, id ${type})`)
  await duckdb.run(`create table registry.${names} (name varchar, name_pinyin varchar, name_initials varchar)`)
  for (const [registry, { file }] of Object.entries(catalog.keys)) {
    await duckdb.run(`insert into registry.${registry} select * from read_parquet(${literal(join(lakeDir, file))})`)
  }
}

/** Gives numbers to codes never seen before, in order of the code, after those that are there. Nothing given ever changes. */
export async function giveKeys(duckdb: Duckdb, tables: TypedTable[]): Promise<void> {
  for (const { table } of tables) {
    if (!(table in keyed)) continue
    const code = codeColumns[table as Keyed]
    await duckdb.run(`insert into registry.${table}
      select ${code}, (select coalesce(max(id), 0) from registry.${table}) + row_number() over (order by ${code})
      from stage.${table} where not exists (select 1 from registry.${table} r where r.code = ${code}) order by ${code}`)
  }
}

/** Pinyin of a name without tones, and its initials; surnames by their surname reading (曾 zeng, 单 shan), 吕 is lv. What has no reading stays. */
function spell(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(name, { surname: 'head', toneType: 'none', type: 'array', v: true })
    .map((part) => part.trim().toLowerCase())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  return { pinyin: syllables.join(''), initials: syllables.map((part) => String.fromCodePoint(part.codePointAt(0) ?? 0)).join('') }
}

/** Spells the names never seen before; each distinct name once for the life of the lake. */
export async function spellNames(duckdb: Duckdb): Promise<void> {
  const fresh = await duckdb.all<{ name: string }>(
    `select distinct name from stage.customer where name is not null and name not in (select name from registry.${names}) order by name`,
  )
  const size = 20_000
  for (let start = 0; start < fresh.length; start += size) {
    const spelt = fresh.slice(start, start + size).map(({ name }) => ({ name, ...spell(name) }))
    await duckdb.run(
      `insert into registry.${names} select row.name, row.pinyin, row.initials
       from (select unnest(from_json($spelt, '[{"name":"VARCHAR","pinyin":"VARCHAR","initials":"VARCHAR"}]')) as row)`,
      { spelt: JSON.stringify(spelt) },
    )
  }
}

/**
 * Writes the registries that grew below `folder` (a path below the lake) and returns the catalogue's new list.
 * Registries that did not grow keep their file.
 */
export async function writeRegistries(
  duckdb: Duckdb,
  stageDir: string,
  folder: string,
  catalog: Catalog,
): Promise<Record<string, KeyEntry>> {
  const keys: Record<string, KeyEntry> = {}
  for (const registry of [...Object.keys(keyed), names]) {
    const [count] = await duckdb.all<{ n: bigint }>(`select count(*) as n from registry.${registry}`)
    const rows = Number(count?.n ?? 0n)
    const known = catalog.keys[registry]
    if (known?.rows === rows) keys[registry] = known
    else if (rows > 0) {
      await writeParquet(
        duckdb,
        `select * from registry.${registry} order by ${registry === names ? 'name' : 'id'}`,
        join(stageDir, `${registry}.parquet`),
      )
      keys[registry] = { file: `${folder}/${registry}.parquet`, rows }
    }
  }
  return keys
}
