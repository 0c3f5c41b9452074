import type { Scoped } from '../../platform/database/scope.ts'
import type { Permissions } from '../privacy/index.ts'
import type { DayProspect } from '../prospect/index.ts'
import { capacityKinds, planChannels, type ReasonCode, type TodayItem, type TodayList, type TodayProspect } from './contract.ts'
import type { DayBasis } from './day-of.ts'
import { capacityKindOf } from './options.rules.ts'
import { customerCards, type CustomerCard } from './people.sql.ts'
import type { DayOnFile } from './keep-plan.ts'
import { nextWorkingDayAfter } from './next-working-day.rules.ts'
import type { PlanBefore, PlanItemRecord, PlanProspectRecord } from './plan.sql.ts'
import { talkingPoints, type TalkingPoint } from './talking-point.sql.ts'
import { warningsOf } from './warnings.rules.ts'
import { standingWishes, type StandingWish } from './wish.sql.ts'

/** What a list is shown with that does not hang on its plan. */
export interface Beside {
  wishes: readonly StandingWish[]
  points: readonly TalkingPoint[]
}

export async function besideOf(trx: Scoped, { manager, date }: DayBasis): Promise<Beside> {
  const [wishes, points] = await Promise.all([standingWishes(trx, manager.id, date), talkingPoints(trx)])
  return { wishes, points }
}

/** A day as its list is shown: names as this person may see them, what is done, what is forbidden right now. Call inside `withScope`. */
export async function presentList(
  trx: Scoped,
  basis: DayBasis,
  { plan, before, made, permissions, prospects }: DayOnFile,
  beside: Beside,
): Promise<TodayList> {
  const { manager, date, policy, shown } = basis
  const { items } = plan
  const wishes = beside.wishes.filter(({ kind }) => kind === 'postpone')
  const beforeItems = before?.items ?? []
  const ids = [...items, ...wishes, ...beforeItems].map(({ customerId }) => customerId)
  const cards = await customerCards(trx, basis.businessDate, [...new Set(ids)])
  const points = Map.groupBy(beside.points, ({ reason }) => reason)
  const doneOn = (day: string) => new Set(made.filter(({ on }) => on === day).map(({ customerId }) => customerId))
  const done = doneOn(date)
  const nameOf = (id: bigint) => shown(cards.get(id)?.name ?? null)
  const visible = <T extends { customerId: bigint }>(rows: readonly T[]) => rows.filter(({ customerId }) => cards.has(customerId))
  const present = { points, permissions, basis, done, shown }
  return {
    planDate: plan.planDate,
    businessDate: plan.businessDate,
    manager: { id: manager.id, name: manager.name, institutionName: manager.institutionName },
    readOnly: basis.readOnly,
    workingDay: plan.workingDay,
    nextWorkingDay: nextWorkingDayAfter(plan.planDate, basis.works),
    preview: false,
    revision: plan.revision,
    valueFen: plan.valueFen.toString(),
    boundFen: plan.boundFen.toString(),
    candidates: plan.candidates,
    capacity: capacityKinds.map((kind) => ({
      kind,
      planned: [...items, ...plan.prospects].filter(({ channel }) => capacityKindOf(channel) === kind).length,
      capacity: policy.capacity[kind],
    })),
    hours: [...policy.hours],
    items: visible(items).map((item) => presentItem(item, cards.get(item.customerId), present)),
    prospects: plan.prospects.flatMap((item) => presentProspect(item, prospects.get(item.prospectId), present) ?? []),
    postponed: visible(wishes).map(({ customerId, until, reason }) => ({
      customerId: customerId.toString(),
      name: nameOf(customerId),
      until,
      reason,
    })),
    before: before ? presentBefore(before.planDate, visible(beforeItems), doneOn(before.planDate), nameOf) : null,
  }
}

interface Presenting {
  points: ReadonlyMap<ReasonCode, readonly TalkingPoint[]>
  permissions: Permissions
  basis: DayBasis
  done: ReadonlySet<bigint>
  shown: (name: string | null) => string | null
}

function presentItem(
  item: PlanItemRecord,
  card: CustomerCard | undefined,
  { points, permissions, basis, done, shown }: Presenting,
): TodayItem {
  const { customerId, valueFen, reasons, channel } = item
  const closed = planChannels.flatMap((each) => {
    const service = permissions.may(customerId, each, 'service')
    const answer = service.allowed ? permissions.may(customerId, each, 'marketing') : service
    return answer.allowed ? [] : [{ code: service.allowed ? 'no_promotion' : 'channel', channel: each, text: answer.text }]
  })
  const warnings = warningsOf(reasons, card, basis.date, basis.policy).map((code) => ({ code, channel: null, text: null }))
  return {
    ...item,
    customerId: customerId.toString(),
    customerNo: card?.customerNo ?? '',
    name: shown(card?.name ?? null),
    tier: card?.tier ?? '',
    valueFen: valueFen.toString(),
    effectBp: basis.policy.effectBp[channel],
    marginBp: basis.policy.marginBp,
    done: done.has(customerId),
    talkingPoints: pointsOf(reasons, points),
    forbidden: [...warnings, ...closed],
    nextAllowedAt: laterThan(permissions.nextAllowedAt(customerId, channel, item.purpose), basis),
  }
}

/** Undefined when it was forgotten meanwhile. */
function presentProspect(
  item: PlanProspectRecord,
  prospect: DayProspect | undefined,
  { points, basis, shown }: Presenting,
): TodayProspect | undefined {
  if (!prospect) return undefined
  const { name, sourceClass, introducedNote, needs, note, channels, doneBy } = prospect
  const { reasons, channel, valueFen } = item
  return {
    ...item,
    valueFen: valueFen.toString(),
    effectBp: basis.policy.effectBp[channel],
    marginBp: basis.policy.marginBp,
    talkingPoints: pointsOf(reasons, points),
    done: doneBy.length > 0,
    nextAllowedAt: laterThan(prospect.nextAllowedAt(channel), basis),
    name: shown(name),
    sourceClass,
    introducedNote,
    needs,
    note,
    channels: [channel, ...planChannels.filter((one) => one !== channel && channels.includes(one))],
  }
}

const laterThan = (at: string | null, { now }: DayBasis): string | null => (at !== null && Date.parse(at) > now.getTime() ? at : null)

const pointsOf = (reasons: PlanItemRecord['reasons'], points: Presenting['points']): TodayItem['talkingPoints'] =>
  reasons.flatMap(({ code }) => (points.get(code) ?? []).map(({ text }) => ({ reason: code, text })))

function presentBefore(
  planDate: string,
  items: PlanBefore['items'],
  done: ReadonlySet<bigint>,
  nameOf: (id: bigint) => string | null,
): NonNullable<TodayList['before']> {
  const rows = items.map(({ customerId, channel }) => ({
    customerId: customerId.toString(),
    name: nameOf(customerId),
    channel,
    done: done.has(customerId),
  }))
  return { planDate, planned: rows.length, done: rows.filter((row) => row.done).length, items: rows }
}
