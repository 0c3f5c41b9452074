import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { currentPublication, customersMeeting } from '../../customer/index.ts'
import { payrollMonthsOf } from '../../payroll/index.ts'
import { policyAt } from '../../policy/index.ts'
import { forgetMembers, freezeMembers, isFrozen, noteFrozen, takeTurns } from './freeze.sql.ts'
import { counted } from './group.rules.ts'
import { groupsInForce } from './group.sql.ts'

/**
 * Once for each publish: who is in each group that people defined (M11), so that what became of them can be told afterwards of a cohort that was frozen (M15). `database` is the
 * owner's handle. Returns how many groups; undefined when there was nothing to do. Several at once take turns.
 */
export function freezeGroups(database: Database, now: Date): Promise<number | undefined> {
  return database.transaction().execute(async (trx) => {
    const publication = await currentPublication(trx)
    if (!publication || (await isFrozen(trx))) return undefined
    await takeTurns(trx)
    if (await isFrozen(trx)) return undefined
    const { businessDate, dataAsOf, version } = publication
    const policies = await policyAt(trx, businessDate, version)
    const months = payrollMonthsOf(policies, dataAsOf)
    const groups = await groupsInForce(trx, businessDateOf(now))
    for (const { id, filters, institutions } of groups) {
      const members = customersMeeting({ businessDate, months, institutions, filters: [counted, ...filters] })
      await freezeMembers(trx, businessDate, id, members)
    }
    await forgetMembers(trx, businessDate, policies.whole('leaving.months') + 2)
    await noteFrozen(trx)
    return groups.length
  })
}
