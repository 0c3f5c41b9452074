import { ageOn, lunarBirthDatesOf } from '../../platform/birthday.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Policies } from '../policy/index.ts'
import { customersByKey, customersOfClasses, customersOfDays, festivals, yearlyFacts, type CaredFor } from './care.sql.ts'
import type { Occasion } from './contract.ts'
import { comesRound, isRound, keptDays, occasionOfDate } from './occasion.rules.ts'

export type Found = Omit<Occasion, 'customerId' | 'customerName' | 'managerName' | 'class' | 'days' | 'written' | 'forbidden'> & {
  customer: CaredFor
}

interface Asked {
  policies: Policies
  /** these customers alone; left out: everybody in sight */
  among?: readonly bigint[] | undefined
}

/** The occasions of some dates: birthdays by both calendars, days of the dossier, festivals for the policy's classes, round years with the bank (M25). */
export async function findOccasions(
  trx: Scoped,
  dates: readonly string[],
  policies: Policies,
  among?: readonly bigint[],
): Promise<Found[]> {
  const asked = { policies, among }
  return withoutDoubles([
    ...(await ofBirthsAndYears(trx, dates, asked)),
    ...(await ofDossiers(trx, dates, asked)),
    ...(await ofFestivals(trx, dates, asked)),
  ])
}

/** Since when a message about an occasion means that it was written about already: last year's does not (M25). */
export const rememberedFrom = (policies: Policies, now: Date): Date =>
  new Date(now.getTime() - policies.whole('care.remembered_days') * 86_400_000)

/** What a message says it is about: the kind, of a festival which. */
export const occasionCode = (kind: string, festival: string | null): string => (festival === null ? kind : `${kind}:${festival}`)

const plain = { lunar: false, years: null, relation: null, who: null, festival: null } as const

/** Solar birthdays, from the policy's age on lunar ones as well, and round years since the account was opened. */
async function ofBirthsAndYears(trx: Scoped, dates: readonly string[], { policies, among }: Asked): Promise<Found[]> {
  const kept = keptDays(dates)
  const lunarFrom = policies.whole('today.lunar_birthday_from_age')
  const lunar = new Map(dates.toReversed().flatMap((date) => [...lunarBirthDatesOf(date)].map((born) => [born, date] as const)))
  const customers = await customersOfDays(trx, [...kept.keys()], [...lunar.keys()], among)
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
async function ofDossiers(trx: Scoped, dates: readonly string[], { among }: Asked): Promise<Found[]> {
  const due = (await yearlyFacts(trx, among)).flatMap((fact) => {
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

async function ofFestivals(trx: Scoped, dates: readonly string[], { policies, among }: Asked): Promise<Found[]> {
  const due = (await festivals(trx)).flatMap((festival) => {
    const on = comesRound({ ...festival, leap: false }, dates)
    return on === undefined ? [] : [{ festival, on }]
  })
  if (due.length === 0) return []
  const customers = await customersOfClasses(trx, policies.code('care.festival_classes').split(' '), among)
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
