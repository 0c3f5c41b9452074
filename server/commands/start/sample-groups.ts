import { personOfUser } from '../../modules/organisation/index.ts'
import { defineGroup, listGroups } from '../../modules/warning/index.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { accountOf } from './sample-life.sql.ts'

const groups = [
  {
    name: '代发且产品不超过一类',
    conditions: [
      { figure: 'payroll_kind', op: 'in', values: ['payroll'] },
      { figure: 'category_count', op: 'at_most', values: ['1'] },
    ],
  },
  {
    name: '五万以上、三个月没有动账',
    conditions: [
      { figure: 'aum', op: 'at_least', values: ['5000000'] },
      { figure: 'days_since_own_act', op: 'at_least', values: ['90'] },
    ],
  },
]

/** Risk groups that a president of the sample bank defined (M11). Done again it adds none. */
export async function defineGroups({ owner, app }: Pick<Databases, 'owner' | 'app'>, now: Date): Promise<void> {
  const account = await owner.transaction().execute((trx) => accountOf(trx, 'outlet_president'))
  const president = account && (await personOfUser(owner, account, now))
  if (!president) return
  const { institutionId } = president.scope
  const known = await listGroups(app, president, { institutionId }, now)
  if (typeof known === 'string') return
  for (const group of groups)
    if (!known.own.some(({ name }) => name === group.name))
      await defineGroup(app, president, { ...group, institutionId, validFrom: businessDateOf(now) }, now)
}
