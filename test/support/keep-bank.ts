import { sql } from 'kysely'
import { createNightWork } from '../../server/commands/night-work.ts'
import { prepareDatabase } from '../../server/commands/prepare-database.ts'
import { decideRequest } from '../../server/modules/approval/decide-request.ts'
import { kindsByCode } from '../../server/modules/approval/kinds.ts'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import type { StaffRole } from '../../server/modules/organisation/index.ts'
import { rewardApprovals } from '../../server/modules/points/index.ts'
import { addGift, receiveGifts } from '../../server/modules/points/gifts/keep-stock.ts'
import { programmeDraft } from '../../server/modules/points/rewards/contract.ts'
import { presets } from '../../server/modules/points/rewards/preset-terms.ts'
import { proposeProgramme } from '../../server/modules/points/rewards/propose-programme.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { Person } from '../../server/platform/http/context.ts'
import { openHome } from '../../server/platform/home.ts'
import { createProgress } from '../../server/platform/terminal/progress.ts'

/** The days of the bank of mapping `berka` whose September is judged. */
export const keepDays = { august: '1994-08-31', september: '1994-09-30', asked: '1994-08-15', today: '1994-10-03' } as const
const at = (day: string): Date => new Date(`${day}T10:00:00+08:00`)

/** The people of the programme, with the ids of their accounts. */
export interface KeepBank {
  person: (role: StaffRole, which?: 'second') => Person
  /** the outlet where the desk stands */
  outletId: number
}

const roles = [
  ['head_office', 1],
  ['head_office', 2],
  ['compliance_officer', 1],
  ['outlet_president', 1],
  ['lobby_manager', 1],
] as const

/**
 * A bank under pack `plain` with the extract of a folder in the layout of mapping `berka`: loaded with its nights of August and September 1994, and with people at head
 * office and at the outlet of that many pensioners. `passwordHash` is everybody's.
 */
export async function openKeepBank(databases: Databases, from: string, homeDir: string, passwordHash: string): Promise<KeepBank> {
  await prepareDatabase(databases, { pack: 'plain', tell: () => undefined })
  const work = createNightWork({ home: openHome({ LIUKE_HOME: homeDir }), databases, progress: createProgress({ write: () => undefined }) })
  for (const businessDate of [keepDays.august, keepDays.september]) {
    const loaded = await work.load({ from, mapping: 'berka', businessDate })
    if (loaded.outcome !== 'loaded') throw new Error(JSON.stringify(loaded.problems.slice(0, 3)))
    await work.night(businessDate)
  }
  const { rows } = await sql<{ headOffice: number; outlet: number }>`
    select (select id from organisation.institution where parent_id is null) as "headOffice",
      (select institution_id from payroll.receiving_month where business_date = ${keepDays.september} group by 1 order by count(*) desc, 1 limit 1) as outlet`.execute(
    databases.owner,
  )
  const { headOffice = 0, outlet: outletId = 0 } = rows[0] ?? {}
  const all = (await sql<{ id: number }>`select id from organisation.institution order by id`.execute(databases.owner)).rows.map(
    ({ id }) => id,
  )
  const people = new Map<string, Person>()
  for (const [role, n] of roles) {
    const central = role === 'head_office' || role === 'compliance_officer'
    const [login, institutionId] = [`${role}${n}`, central ? headOffice : outletId]
    await insertAccount(databases.owner, { login, passwordHash, name: login, role, institutionId, staffId: null })
    const { rows: made } = await sql<{ id: number }>`select id from organisation.user_account where login = ${login}`.execute(
      databases.owner,
    )
    const userId = made[0]?.id ?? 0
    const scope = { userId, role, institutionId, institutions: central ? all : [outletId], managerId: null }
    people.set(login, { userId, login, name: login, scope })
  }
  const person = (role: StaffRole, which?: 'second'): Person => {
    const found = people.get(`${role}${which ? 2 : 1}`)
    if (!found) throw new Error(`nobody is ${role}`)
    return found
  }
  return { person, outletId }
}

/** Head office asks for M61 with its three steps for September, a second person and compliance approve. Returns the version. */
export async function startMonthlyKeep(databases: Databases, bank: KeepBank): Promise<string> {
  const draft = programmeDraft.parse({
    ...presets.monthly_keep,
    code: 'monthly_keep',
    name: '月存月领',
    validFrom: '1994-09-01',
    validTo: '1994-12-31',
    capPoints: '100000',
    documentNo: '总行〔1994〕9号',
  })
  const asked = await proposeProgramme(
    databases.app,
    bank.person('head_office'),
    { draft, reason: '养老金客户月存月领' },
    at(keepDays.asked),
  )
  if (typeof asked === 'string' || !('requestId' in asked)) throw new Error(JSON.stringify(asked))
  const kinds = kindsByCode(Object.values(rewardApprovals))
  for (const by of [bank.person('head_office', 'second'), bank.person('compliance_officer')]) {
    const decided = await decideRequest(
      databases.app,
      kinds,
      by,
      { id: asked.requestId, outcome: 'approved', reason: '已核对批文' },
      at(keepDays.asked),
    )
    if ('refused' in decided) throw new Error(JSON.stringify(decided))
  }
  return asked.versionId
}

/** A gift for each step, so many pieces of each at the outlet of the desk; ids by step. */
export async function stockKeepGifts(databases: Databases, bank: KeepBank, pieces: number): Promise<number[]> {
  const gifts = [
    ['rice', '东北大米 5kg', 'staples', '3500'],
    ['oil', '花生油 5L', 'staples', '6500'],
    ['kettle', '电水壶', 'appliance', '9900'],
  ] as const
  const president = bank.person('outlet_president')
  const ids: number[] = []
  for (const [step, [code, name, taste, costFen]] of gifts.entries()) {
    const gift = { code, name, taste, supplier: '社区供应站', programmeCode: `monthly_keep_step${step + 1}`, points: 1, costFen }
    const made = await addGift(databases.app, president, gift, at(keepDays.today))
    if (typeof made === 'string') throw new Error(made)
    const delivery = { giftId: made.giftId, pieces, expiresOn: null, documentNo: `RK-${step + 1}` }
    const received = await receiveGifts(databases.app, president, delivery, at(keepDays.today))
    if (typeof received === 'string') throw new Error(received)
    ids.push(made.giftId)
  }
  return ids
}

/** What the ledger owes by step: customer numbers, in order. */
export async function keepClaims({ owner }: Databases): Promise<Record<number, string[]>> {
  const { rows } = await sql<{ step: number; numbers: string[] }>`
    select u.step, array_agg(c.customer_no order by c.customer_no::int) as numbers
    from points.purse u join points.holder h using (programme_id) join customer.customer c on c.customer_id = h.customer_id and c.business_date = ${keepDays.september}
    where h.available = 1 group by u.step order by u.step`.execute(owner)
  return Object.fromEntries(rows.map(({ step, numbers }) => [step, numbers]))
}
