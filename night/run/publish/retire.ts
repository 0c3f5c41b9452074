import type { ClientBase } from 'pg'
import type { PublishedModel } from './declarations.ts'
import { keptDates } from './retention.ts'
import { stagingPattern } from './staging.ts'
import { readTarget } from './target.ts'
import { olderTransactionsGone, wasImpatient } from './transactions.ts'

/** How long old readers are waited for; what cannot go now goes with the next publish. */
const patienceMs = 10_000

/** Clears what a killed publish left: tables never attached, and partitions whose removal had begun. Returns the names dropped. */
export async function clearLeftovers(client: ClientBase, models: readonly PublishedModel[]): Promise<string[]> {
  const dropped: string[] = []
  for (const model of models) {
    const { partitions } = await readTarget(client, model)
    for (const { name, detaching } of partitions.values()) {
      if (detaching) await client.query(`alter table ${model.schema}.${model.table} detach partition ${model.schema}.${name} finalize`)
    }
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and not relispartition and relname ~ $2`,
      [model.schema, stagingPattern(model.table)],
    )
    for (const { name } of rows) {
      await client.query(`drop table ${model.schema}.${name}`)
      dropped.push(`${model.schema}.${name}`)
    }
  }
  return dropped
}

/**
 * Drops the partitions that retention no longer keeps, once nobody can still be reading them: readers of the night before finish in peace,
 * and nobody waits for us. Returns the names dropped; what old readers still hold after ten seconds stays until the next publish.
 */
export async function retire(client: ClientBase, models: readonly PublishedModel[]): Promise<string[]> {
  const old: { parent: string; partition: string; date: string }[] = []
  for (const model of models) {
    const { partitions } = await readTarget(client, model)
    const kept = keptDates(partitions.keys(), model.keep)
    for (const [date, { name }] of partitions)
      if (!kept.has(date)) old.push({ parent: `${model.schema}.${model.table}`, partition: `${model.schema}.${name}`, date })
  }
  if (old.length === 0 || !(await olderTransactionsGone(client, patienceMs))) return []
  const dropped: string[] = []
  for (const { parent, partition, date } of old) {
    try {
      await client.query(`set statement_timeout = ${patienceMs}`)
      await client.query(`alter table ${parent} detach partition ${partition} concurrently`)
      await client.query(`drop table ${partition}`)
      await client.query('delete from extract.published_part where table_name = $1 and business_date = $2', [parent, date])
      dropped.push(partition)
    } catch (error) {
      if (!wasImpatient(error)) throw error
    } finally {
      await client.query('set statement_timeout = 0')
    }
  }
  return dropped
}
