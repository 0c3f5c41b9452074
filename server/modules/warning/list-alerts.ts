import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import { attritionOfCustomers, reasonsOf } from '../retention/index.ts'
import { alertPage, groupsOf, signalsOf, type AlertRecord } from './alert.sql.ts'
import { signalUnits, type AlertRow, type ListInput, type ShownSignal } from './contract.ts'
import { openPlace } from './open-place.ts'
import { shareBp } from './record.rules.ts'
import { recordSums } from './record.sql.ts'

/** Who is warned of, a page (M40): chance × value at risk, signals, risk groups, three reasons, and whether somebody was reached since. */
export function listAlerts(database: Database, person: Person, input: ListInput, now: Date) {
  return openPlace(database, person, input, now, async ({ trx, publication: { businessDate, dataAsOf }, policies, view, query }) => {
    const records = await alertPage(trx, { ...query, signals: input.signals, group: input.group }, input)
    const atLeast = policies.whole('warning.record_at_least')
    return {
      businessDate,
      dataAsOf,
      now: now.toISOString(),
      contactWithinHours: query.withinHours,
      // whoever sees the list keeps customers
      mayOpenCase: true,
      total: records[0]?.total ?? 0,
      rows: await shownRows(trx, records, { businessDate, view, atLeast }),
    }
  })
}

interface Shown {
  businessDate: string
  view: MaskedView
  atLeast: number
}

async function shownRows(trx: Scoped, records: readonly AlertRecord[], { businessDate, view, atLeast }: Shown): Promise<AlertRow[]> {
  if (records.length === 0) return []
  const ids = records.map(({ customerId }) => customerId)
  const sums = await recordSums(trx, businessDate, undefined)
  const rates = new Map(sums.map(({ signal, warned, hasLeft }) => [signal, warned < atLeast ? null : shareBp(hasLeft, warned)]))
  const signals = await signalsOf(trx, businessDate, ids)
  const groups = await groupsOf(trx, businessDate, ids)
  const chances = await attritionOfCustomers(trx, businessDate, ids)
  return records.map((record): AlertRow => {
    const { customerId, chanceFrom } = record
    const chance = chances.get(customerId)
    return {
      customerId: customerId.toString(),
      customerNo: record.customerNo,
      name: shownName(record.name, view),
      tier: record.tier,
      institutionName: record.institutionName,
      managerName: record.managerName,
      valueAtRisk: shownAmount(record.valueAtRiskFen, view),
      chanceBp: record.chanceBp,
      chanceFrom,
      modelVersion: chanceFrom === 'model' ? (chance?.modelVersion ?? null) : null,
      expectedLoss: record.expectedLossFen === null ? null : shownAmount(record.expectedLossFen, view),
      gone: record.gone,
      signals: signals.filter((one) => one.customerId === customerId).map((one) => shownSignal(one, rates.get(one.signal) ?? null, view)),
      groups: groups.filter((one) => one.customerId === customerId).map(({ group, dueOn }) => ({ group, dueOn })),
      reasons: chance === undefined || chanceFrom !== 'model' ? [] : reasonsOf(chance, view.hidesAmounts),
      state: record.state,
      warnedAt: record.warnedAt.toISOString(),
      reachedAt: record.reachedAt?.toISOString() ?? null,
      triedAt: record.triedAt?.toISOString() ?? null,
      caseId: record.caseId,
    }
  })
}

function shownSignal(one: Awaited<ReturnType<typeof signalsOf>>[number], rateBp: number | null, view: MaskedView): ShownSignal {
  const isMoney = signalUnits[one.signal] === 'fen'
  return {
    signal: one.signal,
    money: isMoney ? shownAmount(one.amount, view) : null,
    number: isMoney ? null : Number(one.amount),
    toldOn: one.toldOn,
    rateBp,
  }
}
