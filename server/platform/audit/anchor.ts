import { sql } from 'kysely'
import type { Database } from '../database/pools.ts'
import { systemActor } from './entry.ts'
import { recordAudit } from './record.ts'

export interface Anchor {
  number: bigint
  /** hex; noted outside the database (print, another system) it proves the trail against the database's own administrator too */
  hash: string
  /** entries ever written when it was made */
  entries: bigint
}

/**
 * Writes down the heads of all chains that have grown, chained to the anchor before, and records that in the trail. Undefined when nothing has
 * happened since. `database` is the owner's handle. Due every hour and before every backup; until the next anchor a cut tail can be hidden by
 * somebody who also sets the chain's own row back.
 */
export function anchorAudit(database: Database): Promise<Anchor | undefined> {
  return database.transaction().execute(async (trx) => {
    const { rows } =
      await sql<Anchor>`select number, encode(hash, 'hex') as hash, entries from audit.anchor_heads() where number is not null`.execute(trx)
    const anchor = rows[0]
    if (anchor) {
      await recordAudit(trx, {
        actor: systemActor,
        action: 'anchor-audit',
        outcome: 'done',
        subject: { kind: 'anchor', id: anchor.number.toString() },
        detail: { hash: anchor.hash, entries: anchor.entries },
      })
    }
    return anchor
  })
}
