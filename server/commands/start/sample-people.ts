import type { Databases } from '../../platform/database/pools.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import * as people from './sample-people.sql.ts'

/** Prospects, talk cards used, opinions on products, a hand-over and people with two numbers of the sample bank's people; whole or not at all, and once. */
export async function enlivenPeople({ owner }: Databases, now: Date): Promise<void> {
  const today = businessDateOf(now)
  await owner.transaction().execute(async (trx) => {
    if (await people.hasProspects(trx)) return
    await people.writeProspects(trx, today)
    await people.writeTalk(trx)
    await people.writeOpinions(trx, today)
    await people.writeHandover(trx, today, now)
    await people.writeTwoNumbers(trx, today)
  })
}
