import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { maskedViewOf, shownAmount, shownName } from '../privacy/index.ts'
import type { ListInput } from './contract.ts'
import { inWatch } from './in-watch.ts'
import { listedCustomers } from './listed.sql.ts'

/** As many as somebody reads; the number of all stands beside them. */
const longest = 200

/** The customers behind a number, from the policy's line on, masked for the role. Refusals: see `inWatch`. */
export function listCustomers(database: Database, { scope }: Pick<Person, 'scope'>, input: ListInput) {
  return inWatch(database, scope, input.institutionId, async (watched) => {
    const listedFromFen = watched.policies.fen('leakage.listed_from_fen')
    const view = maskedViewOf(watched.policies, scope.role)
    const records = await listedCustomers(watched, input, listedFromFen, longest)
    return {
      total: records[0]?.total ?? 0,
      listedFromFen: listedFromFen.toString(),
      rows: records.map(({ customerId, name, aumFen, amountFen, besideFen, customerNo, tier, institutionName, managerName }) => ({
        customerId: customerId.toString(),
        customerNo,
        name: shownName(name, view),
        tier,
        institutionName,
        managerName,
        aum: shownAmount(aumFen, view),
        amount: shownAmount(amountFen, view),
        beside: besideFen === null ? null : shownAmount(besideFen, view),
      })),
    }
  })
}
