import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, shownName } from '../../privacy/index.ts'
import type { ProgrammeDraft, RewardPreview } from './contract.ts'
import { publishedMonth, tryEarnings } from './earnings.sql.ts'
import { classify, gateRefusal, nearestPermitted, refusalWords, type GateRefusal } from './gate.rules.ts'
import { rewardFields } from './reward-terms.ts'
import { mayPropose } from './rewards.policy.ts'
import { headOfficeId, overriddenUntil } from './version.sql.ts'

const sampleOf = 8

/** Whether the gate lets a draft of this person through on a day; undefined = it does. */
export async function gateAt(trx: Scoped, person: Person, draft: ProgrammeDraft, today: string): Promise<GateRefusal | undefined> {
  const { colour } = classify(draft)
  if (colour !== 'red') return undefined
  const until = await overriddenUntil(trx, draft, person.userId)
  return gateRefusal({
    colour,
    mode: (await policyAt(trx, today)).code('reward.gate'),
    fromHeadOffice: person.scope.role === 'head_office' && person.scope.institutionId === (await headOfficeId(trx)),
    overridden: until !== null && draft.validTo !== null && until >= draft.validTo,
  })
}

/** What of the rules cannot be worked out, for people; undefined = nothing. */
function rulesProblem({ rules }: ProgrammeDraft): string | undefined {
  for (const { conditions, per } of rules) {
    const unknown = [...conditions.map(({ field }) => field), ...(per ? [per.field] : [])].find(
      (field) => !Object.hasOwn(rewardFields, field),
    )
    if (unknown !== undefined) return `没有“${unknown}”这样的字段，请从字段表中选择`
    for (const { field, value } of conditions) {
      const known = rewardFields[field]
      const fits = known?.form === 'code' ? known.values?.includes(value) : /^\d{1,15}$/.test(value)
      if (!fits) return `“${known?.zh}”不能与“${value}”比较`
    }
    if (per && rewardFields[per.field]?.form === 'code') return `“${rewardFields[per.field]?.zh}”不是数量，不能按它计分`
  }
  return undefined
}

/** What is wrong with a draft beside its colour, for people; undefined = nothing. */
export function draftProblem(draft: ProgrammeDraft, today: string): string | undefined {
  const problem = rulesProblem(draft)
  if (problem !== undefined) return problem
  if (draft.validFrom < addDays(today, 1)) return `开始日期最早为 ${addDays(today, 1)}`
  const lacking = draft.documentNo === null || draft.documentNo.length < 2 || draft.capPoints === null || draft.validTo === null
  return classify(draft).colour !== 'green' && lacking ? '需合规审批的方案请写明批文号、总分上限和结束日期' : undefined
}

/** Who would get how much by the newest published night and its month so far, over the customers in the person's sight. */
export async function tryDraft(trx: Scoped, person: Person, draft: ProgrammeDraft) {
  const published = await publishedMonth(trx)
  if (!published || rulesProblem(draft) !== undefined)
    return { businessDate: published?.businessDate ?? null, customers: 0, points: 0n, sample: [] }
  const { businessDate, from } = published
  const { rules, capCustomerPoints } = draft
  const question = { rules, institutionId: person.scope.institutionId, businessDate, from, to: businessDate, capCustomerPoints }
  return { businessDate, ...(await tryEarnings(trx, question, sampleOf)) }
}

/** Colour, the nearest permitted forms, and who would get how much (M71, M96). Changes nothing. */
export function previewProgramme(
  database: Database,
  person: Person,
  draft: ProgrammeDraft,
  now: Date,
): Promise<RewardPreview | 'FORBIDDEN'> {
  return withScope(database, person.scope, async (trx) => {
    if (!mayPropose(person.scope.role)) return 'FORBIDDEN'
    const today = businessDateOf(now)
    const refused = await gateAt(trx, person, draft, today)
    const problem = draftProblem(draft, today)
    const { businessDate, customers, points, sample } = await tryDraft(trx, person, draft)
    const view = maskedViewOf(await policyAt(trx, businessDate ?? today), person.scope.role)
    const { colour, why } = classify(draft)
    return {
      colour,
      why: why.map(({ reason, fields }) => ({ reason, fields: [...fields] })),
      offers: nearestPermitted(draft),
      refusal: refused ? refusalWords(draft, refused) : (problem ?? null),
      businessDate,
      customers,
      points: points.toString(),
      sample: sample.map((row) => ({
        customerId: row.customerId.toString(),
        customerNo: row.customerNo,
        name: shownName(row.name, view),
        points: row.points.toString(),
      })),
    }
  })
}
