import { systemActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Secrets } from '../../../platform/secrets/secrets.ts'
import { resealed } from './second-factor.ts'
import { allSealedSecrets, updateSealedSecret } from './second-factor.sql.ts'

/** Seals every secret anew under the key in use, on record. Returns how many. `database` is the owner's handle. */
export function resealSecrets(database: Database, secrets: Secrets): Promise<number> {
  return database.transaction().execute(async (trx) => {
    let count = 0
    for (const { userId, sealedSecret } of await allSealedSecrets(trx)) {
      const fresh = resealed(userId, sealedSecret, secrets)
      if (fresh === undefined) continue
      await updateSealedSecret(trx, userId, fresh)
      count++
    }
    await recordAudit(trx, { actor: systemActor, action: 'rotate-secrets', outcome: 'done', detail: { secrets: count } })
    return count
  })
}
