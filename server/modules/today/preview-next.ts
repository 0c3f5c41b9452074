import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import type { TodayList } from './contract.ts'
import { permissionsOf, prospectsOf } from './keep-plan.ts'
import { makePlan, readDay } from './make-plan.ts'
import { nextWorkingDayAfter } from './next-working-day.rules.ts'
import { withDay, type Refused } from './open-today.ts'
import { besideOf, presentList } from './present-list.ts'

/**
 * What the next day the bank works would bring a manager as things stand now: made from the night in force with that day's due dates, clocks and
 * permissions, shown and not kept. The night in between has the last word.
 */
export function previewNext(database: Database, person: Person, managerId: number | undefined, now: Date): Promise<TodayList | Refused> {
  return withDay(database, person, managerId, now, async (trx, basis) => {
    const date = nextWorkingDayAfter(basis.date, basis.works)
    const next = { ...basis, date, now: new Date(`${date}T09:00:00+08:00`) }
    const { plan } = await makePlan(await readDay(trx, next), { before: undefined, cause: 'first', madeBy: null })
    const permissions = await permissionsOf(trx, next, plan.items)
    const prospects = await prospectsOf(trx, next, plan)
    const shown = { plan: { ...plan, id: 0n, revision: 0 }, before: undefined, made: [], permissions, prospects }
    const list = await presentList(trx, next, shown, await besideOf(trx, next))
    return { ...list, preview: true }
  })
}
