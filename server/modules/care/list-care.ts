import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { mayContactMany, maskedViewOf, shownName, type ContactReason } from '../privacy/index.ts'
import { mayCare } from './care.policy.ts'
import { writtenLately } from './care.sql.ts'
import type { Occasion } from './contract.ts'
import { findOccasions, occasionCode, rememberedFrom, type Found } from './find-occasions.ts'
import { daysBetween, daysFrom } from './occasion.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'open-care': true
  }
}

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
    const found = await findOccasions(trx, dates, policies)
    const view = maskedViewOf(policies, person.scope.role)
    const wanted = found.sort(byDayAndClass)
    const shown = wanted.slice(0, limit)
    const ids = [...new Set(shown.map(({ customer }) => customer.customerId))]
    const written = await writtenLately(trx, ids, rememberedFrom(policies, now))
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
