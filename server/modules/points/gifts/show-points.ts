import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { accountsOf } from '../ledger.sql.ts'
import { listGifts } from './gift.sql.ts'
import { mayUndo } from './gifts.policy.ts'
import { handOutsOf, lotsOf, outletOfCustomer } from './hand-out.sql.ts'
import { keepsStock } from './stock.sql.ts'

/** A customer's points by programme with what expires when, and what they were handed. */
export function showAccount(database: Database, person: Person, customerId: string, now: Date) {
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    if ((await outletOfCustomer(trx, customerId)) === undefined) return 'NOT_FOUND'
    const lots = await lotsOf(trx, customerId, today)
    const accounts = await accountsOf(trx, BigInt(customerId))
    const handOuts = await handOutsOf(trx, customerId)
    return {
      accounts: accounts.map(({ programmeId, programme, reserved, owed }) => {
        const own = lots.filter((lot) => lot.programmeId === programmeId)
        return {
          programmeId,
          programme,
          // what ended today is not there any more, even before the ledger has expired it
          available: own.reduce((sum, { points }) => sum + points, 0n).toString(),
          reserved: reserved.toString(),
          owed: owed.toString(),
          lots: own.map(({ expiresOn, points }) => ({ expiresOn, points: points.toString() })),
        }
      }),
      handOuts: handOuts.map(({ points, at, institutionId, ...one }) => ({
        ...one,
        points: points.toString(),
        at: at.toISOString(),
        mayUndo:
          !one.undone && person.scope.institutions.includes(institutionId) && one.businessDate === today && mayUndo(person.scope.role),
      })),
    }
  })
}

/** The catalogue with the stock of the person's own institution. */
export function showGifts(database: Database, person: Person, now: Date) {
  const { institutionId } = person.scope
  return withScope(database, person.scope, async (trx) => {
    const gifts = await listGifts(trx, institutionId, businessDateOf(now))
    return {
      gifts: gifts.map((gift) => ({ ...gift, points: gift.points.toString(), costFen: gift.costFen.toString() })),
      institutionId,
      keepsStock: await keepsStock(trx, person.userId, institutionId),
    }
  })
}
