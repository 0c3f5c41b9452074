import { randomUUID } from 'node:crypto'
import { personOfUser } from '../../modules/organisation/index.ts'
import { listEmployers } from '../../modules/payroll/list-employers.ts'
import { planVisit } from '../../modules/payroll/plan-visit.ts'
import { showEmployer } from '../../modules/payroll/show-employer.ts'
import { programmeDraft } from '../../modules/points/rewards/contract.ts'
import { presets, type PresetCode } from '../../modules/points/rewards/preset-terms.ts'
import { proposeProgramme } from '../../modules/points/rewards/propose-programme.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { accountOf } from './sample-life.sql.ts'

const visitInDays = 2

/**
 * What a president of the sample bank did about programmes: asked for monthly keep, which the gate refused and keeps on record, then for its permitted relatives, which
 * wait for a second person; and sent somebody to a paying unit, one that slips if there is one. Done again it changes nothing but what was not done.
 */
export async function livenProgrammes({ owner, app }: Databases, now: Date): Promise<void> {
  const account = await owner.transaction().execute((trx) => accountOf(trx, 'outlet_president'))
  const president = account && (await personOfUser(owner, account, now))
  if (!president) return
  const today = businessDateOf(now)
  const validFrom = addDays(today, 9)
  const ask = (code: PresetCode, more: object, reason: string) => {
    const { zh: name, en: _english, ...terms } = presets[code]
    return proposeProgramme(app, president, { draft: programmeDraft.parse({ ...terms, code, name, validFrom, ...more }), reason }, now)
  }
  const paper = { capPoints: '2000', validTo: addDays(today, 120), documentNo: '网点申请 3 号' }
  await ask('monthly_keep', paper, '代发客户月末资金流出多，想用礼品留住')
  await ask('attendance_points', {}, '改用到场积分，不看存款')
  await ask('tier_service_rights', {}, '中高端客户优先办理和讲座名额')
  await sendSomebody(app, president, now)
}

async function sendSomebody(app: Databases['app'], president: Person, now: Date): Promise<void> {
  const list = await listEmployers(app, president, now)
  if (typeof list === 'string' || list.employers.some(({ visit }) => visit !== null)) return
  const unit = list.employers.find(({ slips }) => slips.length > 0) ?? list.employers[0]
  const shown = unit && (await showEmployer(app, president, unit.employerId, now))
  if (!shown || typeof shown === 'string') return
  const [first] = shown.staff
  if (!first) return
  const visitOn = addDays(businessDateOf(now), visitInDays)
  const wish = {
    id: randomUUID(),
    employerId: unit.employerId,
    staffId: first.staffId,
    visitOn,
    reason: '月末留存低，拜访财务科商定代发日理财到账方案',
  }
  await planVisit(app, president, wish, now)
}
