import type { Database } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import { currentPublication, customersMeeting, listCustomers } from '../../customer/index.ts'
import { payrollMonthsOf } from '../../payroll/index.ts'
import { policyAt } from '../../policy/index.ts'
import type { GroupAsked } from './contract.ts'
import { counted } from './group.rules.ts'
import { countMembers } from './group.sql.ts'
import { openConditions } from './open-groups.ts'

const firstShown = 8

/** Who would be in a group and how many, of the newest night; nothing is kept. The first customers are masked as whoever asks sees them. */
export async function previewGroup(database: Database, person: Person, asked: GroupAsked, now: Date) {
  const opened = await openConditions(database, person, asked, now, async (trx, { institutions, filters }) => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate, dataAsOf, version } = publication
    const months = payrollMonthsOf(await policyAt(trx, businessDate, version), dataAsOf)
    const all = [counted, ...filters]
    return {
      businessDate,
      filters: all,
      counts: await countMembers(trx, businessDate, customersMeeting({ businessDate, months, institutions, filters: all })),
    }
  })
  if (typeof opened === 'string' || 'problem' in opened) return opened
  const { businessDate, filters, counts } = opened
  const sort = { figure: 'aum' as const, direction: 'descending' as const }
  const { institutionId } = asked
  const page = { institutionId, filters: [...filters], search: '', sort, columns: [], offset: 0, limit: firstShown }
  const list = await listCustomers(database, person.scope, page)
  if (list === 'BAND_ONLY') return { problem: '您看到的金额是区间，只能按区间的界线圈定' }
  if (typeof list === 'string') return list
  const first = list.rows.map(({ customerId, name, customerNo, institutionName }) => ({ customerId, name, customerNo, institutionName }))
  return { businessDate, ...counts, first }
}
