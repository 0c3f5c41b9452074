import { randomUUID } from 'node:crypto'
import { personOfUser } from '../../modules/organisation/index.ts'
import { takeStock } from '../../modules/points/gifts/count-stock.ts'
import { ensureProgramme } from '../../modules/points/ledger.sql.ts'
import { answerStatement } from '../../modules/points/settlement/answer-statement.ts'
import { settleEndedMonths } from '../../modules/points/settlement/settle-months.ts'
import { sendGifts } from '../../modules/points/transfers/transfer-gifts.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import * as sample from './sample-points.sql.ts'

const monthsOfPoints = 17
const spentAMonth = 120

/** By taste (M63): names as suppliers print them, one longer than any line. */
const gifts: readonly sample.SampleGift[] = [
  { code: 'rice', name: '东北大米 5kg', taste: 'staples', supplier: '五常粮业', points: 3600, costFen: 3580 },
  { code: 'oil', name: '压榨一级花生油 1.8L', taste: 'staples', supplier: '齐鲁粮油', points: 4700, costFen: 4690 },
  {
    code: 'kettle',
    name: '不锈钢电水壶（双层防烫、自动断电、一年质保）',
    taste: 'appliance',
    supplier: '海河小家电',
    points: 8900,
    costFen: 8900,
  },
  { code: 'cuff', name: '上臂式电子血压计', taste: 'health', supplier: '康宁器械', points: 16_000, costFen: 15_900 },
  { code: 'coffee', name: '咖啡兑换券', taste: 'dining', supplier: '晨光咖啡', points: 1800, costFen: 1800 },
  { code: 'cinema', name: '电影票兑换券', taste: 'leisure', supplier: '光影院线', points: 3000, costFen: 3000 },
  { code: 'thermos', name: '保温杯', taste: 'refined', supplier: '景德器物', points: 4200, costFen: 4200 },
]

/** The 12th of each of the last months, the oldest first, this month left out. */
function monthDays(today: string): string[] {
  const days: string[] = []
  for (let month = addDays(`${today.slice(0, 7)}-01`, -1); days.length < monthsOfPoints; month = addDays(`${month.slice(0, 7)}-01`, -1))
    days.unshift(`${month.slice(0, 7)}-12`)
  return days
}

/**
 * The sample bank's points of the last months: earned, spent at home and at the neighbour, ended unused; gifts in stock, statements of the last months with a
 * first word on one, a transfer on its way and counts. Asks whether it is there; one transaction for what happened, the people's own acts after it.
 */
export async function enlivenPoints({ owner, app }: Databases, now: Date): Promise<void> {
  const today = businessDateOf(now)
  const president = await owner.transaction().execute((trx) => sample.presidentOfOutlet(trx))
  const made = await owner.transaction().execute(async (trx) => {
    if (await sample.hasGifts(trx)) return false
    const programmeId = await ensureProgramme(trx, { code: 'attend', name: '到场与学习积分', institutionId: 1 })
    for (const day of monthDays(today)) {
      await sample.expireAll(trx, `${day.slice(0, 7)}-01`)
      await sample.writeEarned(trx, programmeId, day)
      await sample.writeSpent(trx, programmeId, addDays(day, 9), spentAMonth)
    }
    await sample.expireAll(trx, today)
    await sample.writeGifts(trx, programmeId, gifts, today)
    return true
  })
  await settleEndedMonths(owner, now)
  const person = president && (await personOfUser(owner, president, now))
  if (made && person) await actAs(app, owner, person, today, now)
}

async function actAs(app: Databases['app'], owner: Databases['owner'], person: Person, today: string, now: Date): Promise<void> {
  const { institutionId } = person.scope
  const { batch, counts, statements } = await owner.transaction().execute(async (trx) => ({
    batch: await sample.batchToSend(trx, institutionId, today),
    counts: await sample.batchesToCount(trx, institutionId),
    statements: await sample.statementsOf(trx, institutionId),
  }))
  if (batch) {
    const wish = {
      id: randomUUID(),
      batchId: batch.batchId,
      toInstitutionId: batch.to,
      pieces: 4,
      documentNo: `调拨单 ${today.replaceAll('-', '')}-01`,
    }
    await sendGifts(app, person, wish, now)
  }
  const [exact, short] = counts
  if (exact) await takeStock(app, person, { batchId: exact.batchId, found: exact.available, note: '月度盘点' }, now)
  if (short) await takeStock(app, person, { batchId: short.batchId, found: short.available - 4, note: '外箱受潮，四件不能发放' }, now)
  const [oldest] = statements
  if (oldest !== undefined) await answerStatement(app, person, { statementId: oldest, answer: 'confirmed', note: '已与台账核对' }, now)
}
