import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import { customersMeeting, tellsNoAmount } from '../../customer/index.ts'
import { payrollMonthsOf } from '../../payroll/index.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { knownFrom } from '../../retention/index.ts'
import { openPlace, type OpenPlace } from '../open-place.ts'
import { shareBp } from '../record.rules.ts'
import { mayDefineGroups } from '../warning.policy.ts'
import type { OwnGroup } from './contract.ts'
import { counted } from './group.rules.ts'
import { countMembers, groupRates, ownGroups, type GroupRecord } from './group.sql.ts'

/** The groups people defined that are known at a place, with who is in them now, and what became of who was in each group, theirs or the built-in ones (M11). */
export function listGroups(database: Database, person: Person, input: { institutionId?: number | undefined }, now: Date) {
  const here = input.institutionId ?? person.scope.institutionId
  return openPlace(database, person, input, now, async (place) => {
    const { trx, publication, policies, query } = place
    const { businessDate } = publication
    const today = businessDateOf(now)
    const rates = await groupRates(trx, businessDate, query.institutions)
    const told = ({ asOf, members, left }: (typeof rates)[number]) => ({ asOf, members, left, rateBp: shareBp(left, members) })
    const mayDefine = mayDefineGroups(person.scope.role)
    const own: OwnGroup[] = []
    for (const group of await ownGroups(trx, here, today)) {
      const found = rates.find(({ ownGroup }) => ownGroup === group.id)
      const begun = group.validFrom <= today
      const counts = begun ? await count(place, person, group) : { members: null, warned: null }
      const mayEnd = mayDefine && person.scope.institutions.includes(group.institutionId)
      own.push({ ...group, begun, ...counts, rate: found ? told(found) : null, mayEnd })
    }
    const builtIn = rates.flatMap((one) => (one.group === null ? [] : [{ group: one.group, rate: told(one) }]))
    return { businessDate, knownFrom: knownFrom(businessDate, policies.whole('leaving.months')), mayDefine, own, builtIn }
  })
}

/** Of the place's customers that are the group's too; where amounts are shown in bands, conditions between their lines are not counted. */
async function count({ trx, publication, policies, view, query }: OpenPlace, { scope }: Person, { filters, institutionId }: GroupRecord) {
  const { businessDate, dataAsOf } = publication
  if (view.hidesAmounts && !filters.every((filter) => tellsNoAmount(filter, view))) return { members: null, warned: null }
  const months = payrollMonthsOf(policies, dataAsOf)
  // of one that was defined above, all of the place
  const theirs = await subtreeOf(trx, scope, institutionId)
  const institutions = theirs.length === 0 ? query.institutions : query.institutions.filter((one) => theirs.includes(one))
  return countMembers(trx, businessDate, customersMeeting({ businessDate, months, institutions, filters: [counted, ...filters] }))
}
