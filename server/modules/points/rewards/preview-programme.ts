import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, shownName } from '../../privacy/index.ts'
import type { ProgrammeDraft, RewardPreview } from './contract.ts'
import { classify, gateRefusal, nearestPermitted, refusalWords, type GateRefusal } from './gate.rules.ts'
import { inPieces, rewardFields } from './reward-terms.ts'
import { mayPropose } from './rewards.policy.ts'
import { costOfOne, termsInForce, triedMonth, tryEarnings, tryLosses } from './try-earnings.sql.ts'
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

const longestPieceCode = 34

/** Pieces are of whole steps, whose accounts take the programme's code with a number. */
function piecesProblem({ form, rules, code, goodMonths }: ProgrammeDraft): string | undefined {
  if (!inPieces(form)) return undefined
  if (rules.some(({ per }) => per !== null)) return '按件发放的方案请逐档写明条件，不能按数量累计'
  if (rules.some(({ points }) => points > 10)) return '每档每月至多 10 件'
  if (goodMonths === null) return '按件发放的礼品请写明可领取的月数'
  return code.length > longestPieceCode ? `按件发放的方案，代码至多 ${longestPieceCode} 个字符` : undefined
}

/** What is wrong with a draft beside its colour, for people; undefined = nothing. */
export function draftProblem(draft: ProgrammeDraft, today: string): string | undefined {
  const problem = rulesProblem(draft) ?? piecesProblem(draft)
  if (problem !== undefined) return problem
  if (draft.validFrom < addDays(today, 1)) return `开始日期最早为 ${addDays(today, 1)}`
  const lacking = draft.documentNo === null || draft.documentNo.length < 2 || draft.capPoints === null || draft.validTo === null
  return classify(draft).colour !== 'green' && lacking ? '需合规审批的方案请写明批文号、总分上限和结束日期' : undefined
}

const nothingTried = { customers: 0, points: 0n, steps: [], sample: [], costFen: null, loses: null }

/**
 * Who would get how much in the month that ended last, or in the running one when no other is published, over the customers in the person's sight; what that costs by
 * the catalogue's gifts (null = none yet), and who would get less than by the terms that hold today (null = none do).
 */
export async function tryDraft(trx: Scoped, person: Person, draft: ProgrammeDraft, today: string) {
  const published = await triedMonth(trx)
  if (!published || rulesProblem(draft) !== undefined) return { businessDate: published?.businessDate ?? null, ...nothingTried }
  const { businessDate, from } = published
  const { form, rules, capCustomerPoints } = draft
  const question = { form, rules, institutionId: person.scope.institutionId, businessDate, from, to: businessDate, capCustomerPoints }
  const tried = await tryEarnings(trx, question, sampleOf)
  const held = await termsInForce(trx, draft.code, today)
  return {
    businessDate,
    ...tried,
    costFen: await costOf(trx, draft.code, tried),
    loses: held ? await tryLosses(trx, question, held) : null,
  }
}

/** Fen, rounded up; the dearest gift of a step or programme is taken. Null when a step that somebody reaches has no gift yet. */
async function costOf(trx: Scoped, code: string, tried: Awaited<ReturnType<typeof tryEarnings>>): Promise<bigint | null> {
  const parts =
    tried.steps.length > 0
      ? tried.steps.map(({ step, customers }) => ({ step, points: BigInt(customers) }))
      : [{ step: 0, points: tried.points }]
  let sum = 0n
  for (const { step, points } of parts) {
    const one = await costOfOne(trx, code, step)
    if (!one) return null
    sum += (points * one.costFen + one.points - 1n) / one.points
  }
  return sum
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
    const { businessDate, customers, points, steps, sample, costFen, loses } = await tryDraft(trx, person, draft, today)
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
      costFen: costFen?.toString() ?? null,
      loses: loses && { customers: loses.customers, points: loses.points.toString() },
      steps,
      sample: sample.map((row) => ({
        customerId: row.customerId.toString(),
        customerNo: row.customerNo,
        name: shownName(row.name, view),
        step: row.step,
        points: row.points.toString(),
      })),
    }
  })
}
