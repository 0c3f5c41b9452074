import type { Database } from '../../platform/database/pools.ts'
import { packAt, recordInstalled } from './pack.sql.ts'
import { basePack, packNames, packRows } from './packs.ts'
import { policyRows } from './policy.sql.ts'
import { seedRows } from './seed-policies.ts'

export interface InstalledPack {
  /** the newest choice, also when it only holds from a later day */
  pack: string
  /** another pack was asked for than the one chosen before: that takes an approval, not an environment variable */
  refused: string | undefined
}

const endOfTime = '9999-12-31'

/**
 * Chooses the regulation pack the first time, puts the default rows in that are missing, and never switches. `database` is the owner's handle;
 * safe for several processes at once. A database from before there were packs has `cn`. Throws on a pack that does not exist.
 */
export async function installPack(database: Database, asked: string | undefined): Promise<InstalledPack> {
  if (asked !== undefined && !packNames().includes(asked)) throw new Error(`没有政策包 ${asked}，可用的有：${packNames().join('、')}`)
  if (!(await packAt(database, endOfTime))) {
    const older = (await policyRows(database)).length > 0
    await recordInstalled(database, older ? basePack : (asked ?? basePack))
  }
  const { pack } = (await packAt(database, endOfTime)) ?? { pack: basePack }
  await seedRows(database, packRows(pack), pack)
  return { pack, refused: asked === undefined || asked === pack ? undefined : asked }
}
