import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayContactMany, type Permissions } from '../privacy/index.ts'
import { planChannels, type Alternative } from './contract.ts'
import type { DayBasis } from './day-of.ts'
import { whyNot, type DayPrices } from './explain.rules.ts'
import { planInForce } from './keep-plan.ts'
import { readDay, wholeDayOf, type Day } from './make-plan.ts'
import { withDay } from './open-today.ts'
import type { Candidate } from './options.rules.ts'
import { customerCards, type CustomerCard } from './people.sql.ts'
import type { PlanRecord } from './plan.sql.ts'

/** so many, the most valuable first: enough to choose from on a phone */
const most = 40

/** Who has a reason to be contacted today and is not on the list, each with why not in one sentence's worth. */
export function listAlternatives(database: Database, person: Person, managerId: number | undefined, now: Date) {
  return withDay(database, person, managerId, now, async (trx, basis) => {
    const { plan } = await planInForce(trx, basis, person.userId)
    return { rows: await alternativesTo(trx, basis, plan) }
  })
}

async function alternativesTo(trx: Scoped, basis: DayBasis, plan: PlanRecord): Promise<Alternative[]> {
  const listed = new Set(plan.items.map(({ customerId }) => customerId))
  const day = await readDay(trx, basis)
  const missing = day.candidates.filter(({ known: { customerId } }) => !listed.has(customerId))
  const prices: DayPrices = { limits: plan.limits, floorC: plan.floorC, floorPriceFen: Number(plan.floorPriceFen) }
  const permissions = await mayContactMany(
    trx,
    missing.map(({ known: { customerId } }) => customerId),
    wholeDayOf(basis),
  )
  const personOf = (id: bigint) => day.persons.get(id) ?? id
  const twins = new Map(plan.items.map(({ customerId }) => [personOf(customerId), customerId]))
  const cards = await customerCards(
    trx,
    basis.businessDate,
    [...twins.values()].filter((id) => day.persons.has(id)),
  )
  return missing
    .map((candidate) => {
      const twin = twins.get(personOf(candidate.known.customerId))
      const row = alternativeOf(candidate, day, prices, permissions, basis)
      return twin === undefined ? row : besides(row, cards.get(twin), basis)
    })
    .sort((a, b) => Number(b.possible) - Number(a.possible) || Number(BigInt(b.valueFen) - BigInt(a.valueFen)))
    .slice(0, most)
}

/** Whose other number is on the list already: one contact a person and day (M20, M21). */
const besides = (row: Alternative, twin: CustomerCard | undefined, { shown }: DayBasis): Alternative => ({
  ...row,
  why: { code: 'same_person', values: { name: `${shown(twin?.name ?? null) ?? ''} ${twin?.customerNo ?? ''}`.trim() } },
  possible: false,
})

function alternativeOf(candidate: Candidate, day: Day, prices: DayPrices, permissions: Permissions, { shown }: DayBasis): Alternative {
  const { known, reasons } = candidate
  const found = whyNot(
    day.options.filter((option) => option.candidate === candidate),
    prices,
  )
  return {
    customerId: known.customerId.toString(),
    customerNo: known.customerNo,
    name: shown(known.name),
    tier: known.tier,
    class: candidate.class,
    channel: found?.option.channel ?? null,
    valueFen: (found?.option.valueFen ?? reasons.reduce((sum, { valueFen }) => sum + valueFen, 0n)).toString(),
    reasons: reasons.map(({ code }) => code),
    why: found?.why ?? { code: 'forbidden', values: { text: forbiddenText(known.customerId, permissions) } },
    possible: found !== undefined && found.why.code !== 'no_capacity',
  }
}

/** The permission's word on a call, else on the first channel that is closed; null when every channel is open and none leads to the customer. */
function forbiddenText(customerId: bigint, permissions: Permissions): string | null {
  const answers = planChannels.map((channel) => permissions.may(customerId, channel, 'marketing'))
  return answers.find(({ allowed }) => !allowed)?.text ?? null
}
