import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { mayContactMany, maskedViewOf, shownName, type ContactReason } from '../privacy/index.ts'
import { ageOn, lunarBirthDatesOf } from '../today/index.ts'
import { mayCare } from './care.policy.ts'
import { customersByKey, customersOfClasses, customersOfDays, festivals, writtenLately, yearlyFacts, type CaredFor } from './care.sql.ts'
import type { Occasion } from './contract.ts'
import { comesRound, daysBetween, daysFrom, isRound, keptDays, occasionOfDate } from './occasion.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-care': true
  }
}

type Found = Omit<Occasion, 'customerId' | 'customerName' | 'managerName' | 'class' | 'days' | 'written' | 'forbidden'> & {
  customer: CaredFor
}

/** written about within so many days before: of last year it is not */
const lately = 60
const classRank = { a: 0, b: 1, c: 2 }

/**
 * The occasions from today on within the policy's days, for the customers in sight: birthdays by both calendars, days of the dossier, festivals for the
 * policy's classes, round years with the bank (M25). Whoever is of code N, dead or closed never appears; whom nobody may write to is shown with why.
 */
export async function listCare(database: Database, person: Person, limit: number, now: Date) {
  if (!mayCare(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'open-care' })
    return 'FORBIDDEN' as const
  }
  return withScope(database, person.scope, async (trx) => {
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const dates = daysFrom(today, policies.whole('care.days_ahead'))
    const found = [
      ...(await ofBirthsAndYears(trx, dates, policies)),
      ...(await ofDossiers(trx, dates)),
      ...(await ofFestivals(trx, dates, policies)),
    ]
    const view = maskedViewOf(policies, person.scope.role)
    const wanted = withoutDoubles(found).sort(byDayAndClass)
    const shown = wanted.slice(0, limit)
    const ids = [...new Set(shown.map(({ customer }) => customer.customerId))]
    const written = await writtenLately(trx, ids, new Date(now.getTime() - lately * 86_400_000))
    const why = await forbiddenFor(trx, ids, now)
    await recordAudit(trx, {
      actor: actorOf(person),
      action: 'open-care',
      subject: { kind: 'day', id: today },
      outcome: 'done',
      detail: { shown: shown.length },
    })
    return {
      today,
      untilOn: dates.at(-1) ?? today,
      total: wanted.length,
      rows: shown.map(({ customer, ...occasion }): Occasion => ({
        ...occasion,
        who: shownName(occasion.who, view),
        customerId: customer.customerId.toString(),
        customerName: shownName(customer.name, view),
        managerName: customer.managerName,
        class: customer.class,
        days: daysBetween(today, occasion.on),
        written: written.has(`${customer.customerId} ${occasionCode(occasion.kind, occasion.festival?.code ?? null)}`),
        forbidden: why.get(customer.customerId) ?? null,
      })),
    }
  })
}

/** What a message says it is about: the kind, of a festival which. */
export const occasionCode = (kind: string, festival: string | null): string => (festival === null ? kind : `${kind}:${festival}`)

const plain = { lunar: false, years: null, relation: null, who: null, festival: null } as const

/** Solar birthdays, from the policy's age on lunar ones as well, and round years since the account was opened. */
async function ofBirthsAndYears(trx: Scoped, dates: readonly string[], policies: Policies): Promise<Found[]> {
  const kept = keptDays(dates)
  const lunarFrom = policies.whole('today.lunar_birthday_from_age')
  const lunar = new Map(dates.toReversed().flatMap((date) => [...lunarBirthDatesOf(date)].map((born) => [born, date] as const)))
  const customers = await customersOfDays(trx, [...kept.keys()], [...lunar.keys()])
  return customers.flatMap((customer): Found[] => {
    const { birthDate, openedOn } = customer
    const found: Found[] = []
    const solarOn = birthDate === null ? undefined : kept.get(birthDate.slice(5))
    if (birthDate !== null && solarOn !== undefined)
      found.push({ ...plain, customer, kind: 'birthday', on: solarOn, years: Number(solarOn.slice(0, 4)) - Number(birthDate.slice(0, 4)) })
    const lunarOn = birthDate === null ? undefined : lunar.get(birthDate)
    if (birthDate !== null && lunarOn !== undefined && lunarOn !== solarOn && ageOn(birthDate, lunarOn) >= lunarFrom)
      found.push({ ...plain, customer, kind: 'birthday', on: lunarOn, lunar: true, years: ageOn(birthDate, lunarOn) })
    const openOn = openedOn === null ? undefined : kept.get(openedOn.slice(5))
    const years = openedOn === null || openOn === undefined ? 0 : Number(openOn.slice(0, 4)) - Number(openedOn.slice(0, 4))
    if (openOn !== undefined && isRound(years)) found.push({ ...plain, customer, kind: 'anniversary', on: openOn, years })
    return found
  })
}

/** Days that people told: of the customer, of the family. */
async function ofDossiers(trx: Scoped, dates: readonly string[]): Promise<Found[]> {
  const due = (await yearlyFacts(trx)).flatMap((fact) => {
    const kind = occasionOfDate(fact.about, fact.who ?? fact.relation)
    const on = kind && comesRound(fact.on, dates)
    return kind && on ? [{ fact, kind, on }] : []
  })
  const customers = new Map(
    (
      await customersByKey(
        trx,
        due.map(({ fact }) => fact.customerId),
      )
    ).map((one) => [one.customerId, one]),
  )
  return due.flatMap(({ fact, kind, on }): Found[] => {
    const customer = customers.get(fact.customerId)
    return customer ? [{ ...plain, customer, kind, on, lunar: fact.on.calendar === 'lunar', relation: fact.relation, who: fact.who }] : []
  })
}

async function ofFestivals(trx: Scoped, dates: readonly string[], policies: Policies): Promise<Found[]> {
  const due = (await festivals(trx)).flatMap((festival) => {
    const on = comesRound({ ...festival, leap: false }, dates)
    return on === undefined ? [] : [{ festival, on }]
  })
  if (due.length === 0) return []
  const customers = await customersOfClasses(trx, policies.code('care.festival_classes').split(' '))
  const elderFrom = policies.whole('today.elder_from_age')
  const concerned = {
    all: () => true,
    elders: ({ birthDate }: CaredFor, on: string) => birthDate !== null && ageOn(birthDate, on) >= elderFrom,
    women: ({ gender }: CaredFor) => gender === 'female',
    teachers: ({ teaches }: CaredFor) => teaches,
  }
  return due.flatMap(({ festival: { code, name, concerns, calendar }, on }) =>
    customers
      .filter((customer) => concerned[concerns](customer, on))
      .map((customer): Found => ({ ...plain, customer, kind: 'festival', on, lunar: calendar === 'lunar', festival: { code, name } })),
  )
}

/** A birthday that the bank's records and the dossier both know is one. */
function withoutDoubles(found: readonly Found[]): Found[] {
  const met = new Set<string>()
  return found.filter(({ customer, kind, on, who, festival }) => {
    const key = [customer.customerId, kind, on, who ?? '', festival?.code ?? ''].join(' ')
    return met.has(key) ? false : Boolean(met.add(key))
  })
}

const byDayAndClass = (a: Found, b: Found): number =>
  a.on.localeCompare(b.on) ||
  Number(a.kind === 'festival') - Number(b.kind === 'festival') ||
  classRank[a.customer.class ?? 'c'] - classRank[b.customer.class ?? 'c'] ||
  Number(a.customer.customerId - b.customer.customerId)

const ways = ['wechat', 'sms', 'letter'] as const

/** Of customers to whom no way is open, now or at its hour, why the first is closed. */
async function forbiddenFor(trx: Scoped, ids: readonly bigint[], now: Date): Promise<Map<bigint, ContactReason>> {
  const permissions = await mayContactMany(trx, ids, { at: now })
  const until = `${addDays(businessDateOf(now), 1)}T23:59:59+08:00`
  return new Map(
    ids.flatMap((id) => {
      const open = ways.some((way) => {
        if (permissions.may(id, way, 'care').allowed) return true
        const next = permissions.nextAllowedAt(id, way, 'care')
        return next !== null && next <= until
      })
      return open ? [] : [[id, permissions.may(id, ways[0], 'care').reason] as const]
    }),
  )
}
