import { classifyCustomers } from '../../modules/contact/index.ts'
import type { ListQuestion } from '../../modules/customer/index.ts'
import { requestExport } from '../../modules/export/request-export.ts'
import { personOfUser } from '../../modules/organisation/index.ts'
import { proposeChange } from '../../modules/policy/propose-change.ts'
import { workingDaysBetween } from '../../modules/privacy/index.ts'
import { planDays } from '../../modules/today/index.ts'
import { freezeGroups, raiseAlerts } from '../../modules/warning/index.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Home } from '../../platform/home.ts'
import type { Person } from '../../platform/http/context.ts'
import { asStep, type Progress } from '../../platform/terminal/progress.ts'
import { readState, writeState } from '../../platform/state-file.ts'
import { askForRate, enlivenKeeping } from './sample-keeping.ts'
import { livenProgrammes } from './sample-programmes.ts'
import * as life from './sample-life.sql.ts'
import { enlivenPeople } from './sample-people.ts'
import { enlivenMessages } from './sample-messages.ts'
import { defineGroups } from './sample-groups.ts'
import { enlivenHandOuts } from './sample-hand-outs.ts'
import { enlivenPoints } from './sample-points.ts'

const weeks = 9

/**
 * What the people of the sample bank did before its first day in Liuke: choices of customers, two months of contacts, promises, the plan of the last
 * working day and what was done of it, two requests that wait, and today's plans. Drawn from customers' numbers, so always the same. Done once, for a home
 * that its first start gave a sample bank; a start that was cut off is completed by the next without doubles: every part is kept whole and asks whether
 * it is there.
 */
export async function enliven(databases: Databases, home: Home, now: Date, progress: Progress): Promise<void> {
  if (readState(home).sampleLife !== 'wanted') return
  await asStep(progress, '样例银行的客户授权、联系记录和今日清单', async () => {
    await classifyCustomers(databases.owner)
    const days = await databases.owner.transaction().execute(async (trx) => {
      const lifeDays = await daysOf(trx, businessDateOf(now))
      if (await life.isAlive(trx)) return lifeDays
      await life.writeChoices(trx, lifeDays)
      await life.writeContacts(trx, lifeDays)
      await life.windClocks(trx)
      await life.backdateWarnings(trx)
      return lifeDays
    })
    await enlivenKeeping(databases, now, days.workedDays)
    await raiseAlerts(databases.owner)
    await defineGroups(databases, now)
    await freezeGroups(databases.owner, now)
    await planDays(databases.owner, { now: new Date(`${days.lastWorkingDay}T08:00:00+08:00`) })
    await databases.owner.transaction().execute(async (trx) => {
      await life.writeDoneOfPlan(trx, days)
      await life.writePromises(trx, days)
    })
    await askFor(databases, now)
    await livenProgrammes(databases, now)
    await askForRate(databases, now)
    await enlivenPoints(databases, now)
    await enlivenHandOuts(databases, now)
    await enlivenMessages(databases, now)
    await enlivenPeople(databases, now)
    await planDays(databases.owner, { now })
  })
  writeState(home, { ...readState(home), sampleLife: 'made' })
}

async function daysOf(trx: Parameters<typeof life.isAlive>[0], today: string): Promise<life.LifeDays> {
  const from = addDays(today, -weeks * 7)
  const works = await workingDaysBetween(trx, from, weeks * 7)
  const worked = Array.from({ length: weeks * 7 }, (_, at) => addDays(from, at)).filter((day) => works(day))
  const lastWorkingDay = worked.at(-1) ?? addDays(today, -1)
  return { today, lastWorkingDay, workedDays: worked.slice(0, -1) }
}

/** A manager's file for the president to approve, and head office's wish for compliance to check. */
async function askFor({ owner, app }: Databases, now: Date): Promise<void> {
  const [manager, headOffice] = await owner.transaction().execute(async (trx) => {
    if (await life.hasRequests(trx)) return []
    return [await life.accountOf(trx, 'relationship_manager'), await life.accountOf(trx, 'head_office')]
  })
  const personOf = async (asker: typeof manager): Promise<Person | undefined> => asker && personOfUser(owner, asker, now)
  const [asks, proposes] = [await personOf(manager), await personOf(headOffice)]
  if (asks) {
    const list: ListQuestion = {
      filters: [{ figure: 'tier', op: 'in', values: ['wealth'] }],
      search: '',
      sort: { figure: 'aum', direction: 'descending' },
      columns: ['aum', 'tier', 'activity'],
    }
    await requestExport(app, asks, { list, format: 'xlsx', clear: [], purpose: 'contact_plan', purposeText: '下周拜访财富客户' }, now)
  }
  if (proposes) {
    const change = {
      key: 'today.capacity.call',
      value: '15',
      validFrom: addDays(businessDateOf(now), 14),
      reason: '年末旺季，请每天多安排几通电话',
    }
    await proposeChange(app, proposes, change, now)
  }
}
