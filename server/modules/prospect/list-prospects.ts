import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, maskPhone, mayContactKnown, shownAmount, shownName } from '../privacy/index.ts'
import { prospectChannels, sourceClasses, type ProspectRow, type Returns, type SourceClass } from './contract.ts'
import { mayKeepProspects, mayReadProspects } from './prospect.policy.ts'
import { factsOf, perHour } from './prospect.rules.ts'
import { prospectsOf, returnsByClass } from './prospect.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-prospects': true
  }
}

/** so many, the first due first */
const most = 200

interface Listed {
  today: string
  prospects: ProspectRow[]
  total: number
  mayAdd: boolean
}

/** Prospects in sight, each with what may be done now and the customers of last night who have the same phone. */
export async function listProspects(
  database: Database,
  person: Person,
  {
    state,
    due,
    institutionId,
    sources,
  }: { state: ProspectRow['state']; due: boolean; institutionId?: number | undefined; sources: SourceClass[] },
  now: Date,
): Promise<Listed | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!mayReadProspects(role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-prospects' })
    return 'FORBIDDEN'
  }
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const policies = await policyAt(trx, today)
    const view = maskedViewOf(policies, role)
    const permissions = await mayContactKnown(trx, now)
    const capDays = policies.whole('contact.cap_long_days')
    const institutions = await placesOf(trx, person.scope, institutionId)
    const { rows, total } = await prospectsOf(trx, { state, institutions, sources, dueBy: due ? today : null, today, capDays, limit: most })
    const prospects = rows.map(({ refused, turned, customerId, phone, ...row }): ProspectRow => ({
      ...row,
      name: shownName(row.name, view) ?? '',
      phone: maskPhone(phone),
      customerId: customerId === null ? null : customerId.toString(),
      introducedBy: row.introducedBy && { ...row.introducedBy, name: shownName(row.introducedBy.name, view) },
      due: row.nextOn !== null && row.nextOn <= today,
      matches: row.matches.map((match) => ({ ...match, name: shownName(match.name, view) })),
      permissions: prospectChannels.map((channel) => ({
        channel,
        ...answerOf(
          permissions.may(factsOf({ channels: row.channels, refused, basisOn: row.basisOn, contacts: turned }), channel, 'marketing'),
        ),
      })),
    }))
    return { today, prospects, total, mayAdd: mayKeepProspects(role) }
  })
}

/** The institution asked for and what lies below it, as far as it is in sight; undefined = everything in sight. */
const placesOf = async (trx: Scoped, scope: Scope, institutionId: number | undefined): Promise<readonly number[] | undefined> =>
  institutionId === undefined ? undefined : subtreeOf(trx, scope, institutionId)

const answerOf = ({ allowed, reason }: { allowed: boolean; reason: ProspectRow['permissions'][number]['reason'] }) => ({ allowed, reason })

/** Return on the time invested, class by class, against the tension of the first contact (M31). */
export async function showReturns(
  database: Database,
  person: Person,
  institutionId: number | undefined,
  now: Date,
): Promise<{ classes: Returns[] } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!mayReadProspects(role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-prospects' })
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    const policies = await policyAt(trx, businessDateOf(now))
    const view = maskedViewOf(policies, role)
    const found = await returnsByClass(trx, await placesOf(trx, person.scope, institutionId))
    const classes = sourceClasses.map((sourceClass): Returns => {
      const row = found.find((one) => one.sourceClass === sourceClass) ?? { prospects: 0, open: 0, converted: 0, minutes: 0, aumFen: 0n }
      const hourly = perHour(row.aumFen, row.minutes)
      return {
        sourceClass,
        prospects: row.prospects,
        open: row.open,
        converted: row.converted,
        minutes: row.minutes,
        aumFen: shownAmount(row.aumFen, view),
        perHourFen: hourly === null ? null : shownAmount(hourly, view),
        tension: policies.whole(`prospect.tension.${sourceClass}`),
      }
    })
    return { classes }
  })
}
