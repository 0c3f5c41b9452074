import { z } from 'zod'
import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { ApprovalConflict, type ApprovalKind, type ApprovalRequest, type ApprovalStep } from '../../approval/index.ts'
import { policyAt } from '../../policy/index.ts'
import { classify, gateRefusal, refusalWords } from './gate.rules.ts'
import { colours, type Colour } from './reward-terms.ts'
import { stepNames } from './terms-words.ts'
import { insertFate, openPurses, overriddenUntil, versionOf } from './version.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'start-reward': true
  }
}

/** What whoever decides is shown: texts and figures, none of them personal data. */
const payload = z.object({
  versionId: z.string(),
  code: z.string(),
  name: z.string(),
  colour: z.enum(colours),
  form: z.string(),
  rules: z.string(),
  reads: z.string(),
  validity: z.string(),
  cap: z.string(),
  documentNo: z.string(),
  customers: z.number().int(),
  points: z.string(),
})
export type RewardAsk = z.infer<typeof payload>

/** The gate is asked again when the last signature comes: policy, override and tags may have changed since. */
async function started(trx: Scoped, request: ApprovalRequest<RewardAsk>, by: Person, now: Date): Promise<void> {
  const version = await versionOf(trx, request.payload.versionId)
  if (!version) throw new ApprovalConflict('方案已不存在')
  const { colour } = classify(version)
  if (colour !== version.colour) throw new ApprovalConflict('字段的存款标记已经变更，请拒绝本申请，由申请人重新提交')
  const today = businessDateOf(now)
  if (version.validTo !== null && version.validTo < today) throw new ApprovalConflict('方案的结束日期已过，请拒绝本申请')
  const until = await overriddenUntil(trx, version, version.madeBy)
  const refusal = gateRefusal({
    colour,
    mode: (await policyAt(trx, today)).code('reward.gate'),
    fromHeadOffice: version.fromHeadOffice,
    overridden: until !== null && version.validTo !== null && until >= version.validTo,
  })
  if (refusal) throw new ApprovalConflict(refusalWords(version, refusal))
  await insertFate(trx, version.versionId, { fate: 'started', requestId: request.id, at: now }, by)
  await openPurses(trx, version.versionId, stepNames(version))
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'start-reward',
    subject: { kind: 'reward', id: version.code },
    institutionId: request.institutionId,
    outcome: 'done',
    detail: { version: version.versionId, colour },
  })
}

const kindOf = (colour: Colour, ...steps: [ApprovalStep<RewardAsk>, ...ApprovalStep<RewardAsk>[]]): ApprovalKind<RewardAsk> => ({
  code: `reward_${colour}`,
  payload,
  steps,
  approved: started,
  async closed(trx, { id: requestId, payload: { versionId }, decisions }, by, now) {
    const fate = decisions.at(-1)?.outcome === 'withdrawn' ? 'withdrawn' : 'refused'
    await insertFate(trx, versionId, { fate, requestId, at: now }, by)
  },
})

const check = { name: 'check', roles: ['outlet_president', 'branch_manager', 'head_office'] } as const
const compliance = { name: 'compliance', roles: ['compliance_officer'] } as const
/** M96: green needs a second person; amber, compliance besides; red, both at head office. */
export const rewardApprovals: Record<Colour, ApprovalKind<RewardAsk>> = {
  green: kindOf('green', check),
  amber: kindOf('amber', check, compliance),
  red: kindOf('red', { name: 'check', roles: ['head_office'] }, compliance),
}
