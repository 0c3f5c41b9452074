import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { ApprovalConflict, openOfKind, type ApprovalKind, type ApprovalRequest } from '../approval/index.ts'
import { changeProblem, policyChange, type PolicyChange } from './change.ts'
import { recordSwitch } from './pack.sql.ts'
import { valueOn } from './policy.rules.ts'
import { insertApproved, policyRows } from './policy.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'change-policy': true
  }
}

/** The rows come with the signature: checked again against what holds now, and by the database against what was asked for. */
async function approved(trx: Scoped, request: ApprovalRequest<PolicyChange>, by: Person, now: Date): Promise<void> {
  const { validFrom, changes, pack } = request.payload
  const rows = await policyRows(trx)
  const found = changeProblem(rows, changes, validFrom, now)
  if (found) throw new ApprovalConflict(`${found === 'NOT_FOUND' ? '这项政策已不存在' : found.problem}。请拒绝本申请，由申请人重新提交`)
  for (const { key, name, from, value } of changes) {
    if (valueOn(rows, key, validFrom) !== from)
      throw new ApprovalConflict(`提交之后“${name.zh}”已有其他变更，请拒绝本申请，由申请人按现行值重新提交`)
    await insertApproved(trx, {
      key,
      validFrom,
      value,
      reason: request.reason,
      maker: request.askedBy,
      checker: { userId: by.userId, name: by.name },
      requestId: request.id,
      at: now,
    })
  }
  if (pack !== undefined) await recordSwitch(trx, pack, validFrom, request.id)
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'change-policy',
    subject: { kind: 'approval', id: request.id },
    outcome: 'done',
    detail: {
      validFrom,
      changes: Object.fromEntries(changes.map(({ key, from, value }) => [key, `${from} → ${value}`])),
      ...(pack ? { pack } : {}),
    },
  })
}

/** A change of an ordinary key: another person of head office or compliance checks it. */
const policyApproval: ApprovalKind<PolicyChange> = {
  code: 'policy',
  payload: policyChange,
  steps: [{ name: 'check', roles: ['head_office', 'compliance_officer'] }],
  approved,
}

/** A change of a key that protects customers or the bank: compliance checks it. */
const protectionApproval: ApprovalKind<PolicyChange> = {
  code: 'policy_protection',
  payload: policyChange,
  steps: [{ name: 'compliance', roles: ['compliance_officer'] }],
  approved,
}

/** The switch to another regulation pack: compliance checks it. */
const packApproval: ApprovalKind<PolicyChange> = { ...protectionApproval, code: 'policy_pack' }

export const policyApprovals = { ordinary: policyApproval, protection: protectionApproval, pack: packApproval }

/** The open requests that the person may see: by key, and of a pack. */
export async function pendingChanges(trx: Scoped, now: Date): Promise<{ keys: Map<string, string>; pack: string | undefined }> {
  const requests: ApprovalRequest[] = []
  for (const { code } of Object.values(policyApprovals)) requests.push(...(await openOfKind(trx, code, undefined, now)))
  const keys = new Map<string, string>()
  for (const request of requests) for (const { key } of policyChange.parse(request.payload).changes) keys.set(key, request.id)
  return { keys, pack: requests.find(({ kind }) => kind === packApproval.code)?.id }
}
