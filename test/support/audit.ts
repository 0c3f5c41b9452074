import { sql, type Transaction } from 'kysely'
import type { Databases, Database } from '../../server/platform/database/pools.ts'
import { type AuditEntry } from '../../server/platform/audit/entry.ts'
import { recordAudit } from '../../server/platform/audit/record.ts'

declare module '../../server/platform/audit/actions.ts' {
  interface AuditActions {
    'try-thing': true
  }
}

/** An entry for tests. */
export const tried = (entry: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: { userId: 7, login: 'lina', role: 'relationship_manager', institutionId: 4 },
  action: 'try-thing',
  outcome: 'done',
  subject: { kind: 'customer', id: '4711' },
  institutionId: 4,
  purpose: 'care',
  detail: { field: 'phone' },
  ...entry,
})

/** Writes so many entries into one chain, in one transaction, each with a detail of its own; returns the chain. */
export function writeChain(database: Database, entries: number): Promise<number> {
  return database.transaction().execute(async (trx) => {
    let chain = -1
    for (let n = 1; n <= entries; n++) chain = (await recordAudit(trx, tried({ detail: { n } }))).chain
    return chain
  })
}

/** Does what only a superuser can, with all triggers off, looks at the result by `look` from outside, and puts the trail back as it was. */
export async function behindTheTrail<T>(
  databases: Databases,
  steps: readonly (string | (() => Promise<unknown>))[],
  look: () => Promise<T>,
): Promise<T> {
  const tables = ['chain', 'entry', 'anchor', 'anchor_head']
  const { owner } = databases
  for (const table of tables) await sql.raw(`create table kept_${table} as select * from audit.${table}`).execute(owner)
  try {
    for (const step of steps) {
      if (typeof step === 'string') await unguarded(owner, (trx) => sql.raw(step).execute(trx))
      else await step()
    }
    return await look()
  } finally {
    await unguarded(owner, async (trx) => {
      for (const table of tables.toReversed()) await sql.raw(`delete from audit.${table}`).execute(trx)
      for (const table of tables) await sql.raw(`insert into audit.${table} select * from kept_${table}`).execute(trx)
      for (const table of tables) await sql.raw(`drop table kept_${table}`).execute(trx)
      await sql`drop function if exists audit.forge`.execute(trx)
    })
  }
}

/** `session_replication_role = replica` silences every trigger, foreign keys included. */
const unguarded = (database: Database, work: (trx: Transaction<unknown>) => Promise<unknown>) =>
  database.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await work(trx)
  })

/** Writes one entry at each moment into the chain. Only the owner can choose the moment. */
export function writeAt(database: Database, chain: number, moments: readonly string[]): Promise<void> {
  return database.transaction().execute(async (trx) => {
    await sql`select set_config('liuke.audit_chain', ${String(chain)}, true)`.execute(trx)
    await sql`select audit.append(row (0, 0, 0, m.at::timestamptz, 7, 'lina', 'teller', 4, 'try-thing', null, null, 4, 'done', null, '{}', '', '')::audit.entry)
      from unnest(${[...moments]}::text[]) with ordinality m (at, n) order by m.n`.execute(trx)
  })
}
