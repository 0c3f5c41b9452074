import { createHash } from 'node:crypto'
import type { Person } from '../../platform/http/context.ts'
import { personOfUser } from '../../modules/organisation/index.ts'
import { makeOffer } from '../../modules/retention/make-offer.ts'
import { drawLot } from '../../modules/retention/wake-up/assign.rules.ts'
import { startInput } from '../../modules/retention/wake-up/contract.ts'
import { startWakeUp } from '../../modules/retention/wake-up/start-wake-up.ts'
import { insertMembers, insertProgramme } from '../../modules/retention/wake-up/wake-up.sql.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { casesAnOutlet, sampleCaseOf, uuidOf } from './sample-cases.ts'
import * as keeping from './sample-keeping.sql.ts'
import { accountOf } from './sample-life.sql.ts'

const dayMs = 86_400_000
const seed = createHash('sha256').update('样例银行').digest('hex')
const order = ['long_tail', 'potential', 'mid_to_high', 'wealth']
/** of the programme that is over */
const former = { id: uuidOf('former wake-up'), daysAgo: 110, waveDays: 7, windowDays: 60, holdoutBp: 2000, waves: 6 }
/** how long the other one has been running */
const runsSinceDays = 9

/**
 * Keeping in the sample bank: the catalogue of benefits and what was used, half a year of leave cases, a wake-up programme that is over and one in its
 * second wave. Done once; drawn from customers' numbers, so always the same.
 */
export async function enlivenKeeping(
  { owner, app }: Pick<Databases, 'owner' | 'app'>,
  now: Date,
  workedDays: readonly string[],
): Promise<void> {
  const today = businessDateOf(now)
  const accounts = await owner.transaction().execute(async (trx) => {
    if (!(await keeping.keepingIsAlive(trx))) {
      await keeping.writeBenefits(trx, today, (await accountOf(trx, 'head_office'))?.userId ?? 0)
      await keeping.writeBenefitUses(trx, today)
      const customers = await keeping.customersForCases(trx, casesAnOutlet)
      await keeping.writeCases(
        trx,
        customers.map((customer) => sampleCaseOf(customer, today)),
      )
    }
    const [leader, president] = await keeping.presidents(trx)
    return { leader, president }
  })
  const personOf = async (account: typeof accounts.leader): Promise<Person | undefined> => account && personOfUser(owner, account, now)
  const leader = await personOf(accounts.leader)
  const president = await personOf(accounts.president)
  if (leader) await owner.transaction().execute((trx) => writeFormer(trx, leader, today))
  if (president) await startRunning({ owner, app }, president, now, workedDays)
}

/** A manager asks for a better rate in one of the cases: it waits in the president's inbox. */
export async function askForRate({ owner, app }: Pick<Databases, 'owner' | 'app'>, now: Date): Promise<void> {
  const { account, id } = await owner.transaction().execute(async (trx) => {
    const found = await accountOf(trx, 'relationship_manager')
    return { account: found, id: found && (await keeping.talkingCaseOf(trx, found.userId)) }
  })
  const manager = account && (await personOfUser(owner, account, now))
  const note = '三个月期存款上浮 15 个基点，客户把他行 20 万一并转来'
  if (manager && id) await makeOffer(app, manager, { id, offer: 'rate', note, move: null, layer: null }, now)
}

/** The programme of an outlet in its second week; of a bank of a few customers nobody can be held out, and nothing is started. */
async function startRunning(
  { owner, app }: Pick<Databases, 'owner' | 'app'>,
  president: Person,
  now: Date,
  workedDays: readonly string[],
): Promise<void> {
  const started = new Date(now.getTime() - runsSinceDays * dayMs)
  const id = uuidOf('running wake-up')
  const input = { id, institutionId: president.scope.institutionId, name: '年末暖心唤醒', activities: ['dormant', 'lost'] }
  const outcome = await startWakeUp(app, president, startInput.parse(input), started, seed)
  const days = workedDays.filter((day) => day >= businessDateOf(started))
  if (typeof outcome !== 'string' && days.length > 0) await owner.transaction().execute((trx) => keeping.writeWakeUpContacts(trx, id, days))
}

/** A programme that is over, with what the nights saw; settled in one piece. */
async function writeFormer(trx: Scoped, person: Person, today: string): Promise<void> {
  const sleepers = await keeping.formerSleepers(trx)
  const known = new Map(sleepers.map((one) => [one.customerId, one]))
  const startedOn = addDays(today, -former.daysAgo)
  const offered = Math.ceil(sleepers.length * (1 - former.holdoutBp / 10_000))
  const waveSize = Math.max(1, Math.ceil(offered / former.waves))
  const drawable = sleepers.map(({ customerId, tier }) => ({ customerId, stratum: tier }))
  const drawn = drawLot(drawable, { seed, holdoutBp: former.holdoutBp, waveSize, order })
  if (drawn.length === 0) return
  const input = startInput.parse({
    id: former.id,
    institutionId: person.scope.institutionId,
    name: '夏季唤醒',
    activities: ['dormant', 'lost'],
  })
  const { holdoutBp, waveDays, windowDays } = former
  const settled = {
    institutions: [...new Set(sleepers.map(({ institutionId }) => institutionId))],
    basedOn: addDays(startedOn, -1),
    waveSize,
    waveDays,
    holdoutBp,
    windowDays,
    confidenceBp: 9500,
    seed,
    startedOn,
    at: new Date(`${startedOn}T09:00:00+08:00`),
  }
  if (!(await insertProgramme(trx, input, person, settled))) return
  const members = drawn.map((one) => {
    const fromOn = addDays(startedOn, one.wave * waveDays)
    const { institutionId = 0, aumFen = 0n } = known.get(one.customerId) ?? {}
    return { ...one, institutionId, fromOn, untilOn: addDays(fromOn, windowDays), aumFen }
  })
  await insertMembers(trx, former.id, members)
  await keeping.writeOutcomes(trx, former.id)
}
