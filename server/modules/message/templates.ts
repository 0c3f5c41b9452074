import { z } from 'zod'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { ApprovalConflict, openOfKind, requestApproval, type ApprovalKind } from '../approval/index.ts'
import { policyAt } from '../policy/index.ts'
import { contactPurposes } from '../privacy/contract.ts'
import type { TemplateRow, TemplateWish } from './contract.ts'
import { media } from './message-terms.ts'
import { mayEndTemplate, mayProposeTemplate, mayReadMessages } from './message.policy.ts'
import { templateProblem, templateVariables } from './template.rules.ts'
import { allTemplates, insertTemplate, insertTemplateEnd, templateById, type Template } from './template.sql.ts'
import { forbiddenIn, forbiddenWords, type ForbiddenPlace } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'propose-template': true
    'approve-template': true
    'end-template': true
  }
}

/** What whoever decides is shown: the wording as it will stand. */
const payload = z.object({
  code: z.string(),
  name: z.string(),
  media: z.array(z.enum(media)),
  purpose: z.enum(contactPurposes),
  body: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
})
export type TemplateAsk = z.infer<typeof payload>

/** A wording comes into use when a compliance officer who did not ask for it approves: with a number and its last day. */
export const templateApproval: ApprovalKind<TemplateAsk> = {
  code: 'message_template',
  payload,
  steps: [{ name: 'check', roles: ['compliance_officer'] }],
  async approved(trx, request, by, now) {
    const today = businessDateOf(now)
    if (request.payload.validTo < today) throw new ApprovalConflict('模板的截止日期已过，请拒绝本申请')
    const places = forbiddenIn(request.payload.body, forbiddenWords(await policyAt(trx, today)))
    if (places.length > 0) throw new ApprovalConflict(`模板含有现行政策禁用的词“${places[0]?.word}”，请拒绝本申请`)
    const number = await insertTemplate(trx, request.payload, {
      requestId: request.id,
      proposedBy: request.askedBy.userId,
      approvedBy: by.userId,
      at: now,
      year: today.slice(0, 4),
    })
    await recordAudit(trx, {
      actor: actorOf(by),
      action: 'approve-template',
      subject: { kind: 'template', id: number },
      institutionId: request.institutionId,
      outcome: 'done',
      detail: { code: request.payload.code, validTo: request.payload.validTo },
    })
  },
}

export type ProposalRefusal =
  | { refused: 'FORBIDDEN' | 'TOO_LONG_IN_USE' | 'UNDER_WAY' }
  | { refused: 'FORBIDDEN_WORDS'; data: { places: ForbiddenPlace[] } }
  | { refused: 'BAD_VARIABLE'; data: { text: string; from: number } }

/** Asks for a wording. Forbidden words and variables that do not exist are refused with their place; so is what nobody could approve. */
export async function proposeTemplate(
  database: Database,
  person: Person,
  { reason, ...wish }: TemplateWish,
  now: Date,
): Promise<{ requestId: string } | ProposalRefusal> {
  const outcome = mayProposeTemplate(person.scope.role)
    ? await withScope(database, person.scope, async (trx): Promise<{ requestId: string } | ProposalRefusal> => {
        const today = businessDateOf(now)
        const policies = await policyAt(trx, today)
        const last = addDays(wish.validFrom > today ? wish.validFrom : today, policies.whole('message.template_days_at_most'))
        if (wish.validTo < wish.validFrom || wish.validTo < today || wish.validTo > last) return { refused: 'TOO_LONG_IN_USE' }
        const problem = templateProblem(wish.body)
        if (problem) return { refused: 'BAD_VARIABLE', data: { text: problem.text, from: problem.from } }
        const places = forbiddenIn(wish.body, forbiddenWords(policies))
        if (places.length > 0) return { refused: 'FORBIDDEN_WORDS', data: { places } }
        const subject = `${wish.name}（${wish.code}）`
        if ((await openOfKind(trx, templateApproval.code, subject, now)).length > 0) return { refused: 'UNDER_WAY' }
        const ask = { kind: templateApproval, subject, institutionId: person.scope.institutionId, payload: wish, reason }
        return { requestId: await requestApproval(trx, ask, person, now) }
      })
    : ({ refused: 'FORBIDDEN' } as const)
  if ('refused' in outcome) {
    const subject = { kind: 'template', id: wish.code }
    await recordRefusal(database, { actor: actorOf(person), action: 'propose-template', subject, detail: { refusal: outcome.refused } })
  }
  return outcome
}

/** All wordings with what each is today. */
export async function listTemplates(database: Database, person: Person, now: Date) {
  const { role } = person.scope
  if (!mayReadMessages(role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-messages' })
    return 'FORBIDDEN' as const
  }
  const today = businessDateOf(now)
  const templates = await withScope(database, person.scope, allTemplates)
  const newest = new Set<string>()
  return {
    templates: templates.map((template) => rowOf(template, stateOn(template, today, newest))),
    variables: [...templateVariables],
    mayPropose: mayProposeTemplate(role),
    mayEnd: mayEndTemplate(role),
  }
}

const rowOf = (template: Template, state: TemplateRow['state']): TemplateRow => {
  const { id, code, version, number, name, media: used, purpose, body, validFrom, validTo, endReason } = template
  return { id: id.toString(), code, version, number, name, media: used, purpose, body, validFrom, validTo, endReason, state }
}

/** Of each code the newest version that holds is in use; they come newest first, `newest` remembers whose was met. */
function stateOn({ code, validFrom, validTo, endReason }: Template, today: string, newest: Set<string>): TemplateRow['state'] {
  if (endReason !== null) return 'ended'
  if (validTo < today) return 'expired'
  if (validFrom > today) return 'later'
  if (newest.has(code)) return 'replaced'
  newest.add(code)
  return 'in_use'
}

/** Takes a wording out of use at once; messages that wait with it are stopped. CONFLICT: it was already. */
export async function endTemplate(
  database: Database,
  person: Person,
  { id, reason }: { id: string; reason: string },
  now: Date,
): Promise<{ ended: true } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'end-template', detail: { reason } } as const
  const outcome = mayEndTemplate(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const template = await templateById(trx, BigInt(id))
        if (!template) return 'NOT_FOUND'
        if (!(await insertTemplateEnd(trx, template.id, reason, person.userId, now))) return 'CONFLICT'
        await recordAudit(trx, { ...asked, subject: { kind: 'template', id: template.number }, outcome: 'done' })
        return { ended: true as const }
      })
    : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, subject: { kind: 'template', id } })
  return outcome
}
