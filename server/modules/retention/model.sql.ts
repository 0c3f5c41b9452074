import { sql } from 'kysely'
import type { ModelFile } from '../../../learn/index.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'

export type ModelPart = 'champion' | 'challenger'

/** A model as it is kept. */
export interface ModelRecord {
  version: number
  digest: string
  /** the first business date it may score */
  validFrom: string
  content: ModelFile
}

export interface NewModel {
  content: ModelFile
  digest: string
  validFrom: string
  part: ModelPart
  /** the challenger it is made of */
  promotes: number | undefined
  /** of each column read, the relations it comes from */
  sources: Readonly<Record<string, readonly string[]>>
  by: { userId: number; name: string }
  at: Date
}

/** Keeps a model and gives its version. It scores nothing until it is approved. */
export async function insertModel(trx: Scoped, model: NewModel): Promise<number> {
  const { content, digest, validFrom, part, promotes, sources, by, at } = model
  const { rows } = await sql<{ version: number }>`
    insert into retention.model (content, digest, valid_from, part, promotes, sources, made_by, made_name, made_at)
    values (${JSON.stringify(content)}::jsonb, ${digest}, ${validFrom}, ${part}, ${promotes ?? null}, ${JSON.stringify(sources)}::jsonb,
      ${by.userId}, ${by.name}, ${at}) returning version`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('insert into retention.model returned no version')
  return row.version
}

export interface ModelEvent {
  version: number
  event: 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'ended'
  requestId: string
  /** of `ended`: the first business date a challenger is not scored on */
  fromOn?: string
  by: { userId: number; name: string }
  at: Date
}

/** What became of a model. The database holds it against the request. */
export async function insertModelEvent(trx: Scoped, { version, event, requestId, fromOn, by, at }: ModelEvent): Promise<void> {
  await sql`insert into retention.model_event (version, event, request_id, by_id, by_name, at, from_on)
    values (${version}, ${event}, ${BigInt(requestId)}, ${by.userId}, ${by.name}, ${at}, ${fromOn ?? null})`.execute(trx)
}

/** The approved model of the newest day not after a business date; of one day the higher version. Undefined: none yet. */
export async function approvedModel(database: Database | Scoped, businessDate: string): Promise<ModelRecord | undefined> {
  const { rows } = await sql<ModelRecord>`
    select m.version, m.digest, m.valid_from as "validFrom", m.content from retention.model m
    join retention.model_event e on e.version = m.version and e.event = 'approved'
    where m.part = 'champion' and m.valid_from <= ${businessDate} order by m.valid_from desc, m.version desc limit 1`.execute(database)
  return rows[0]
}
