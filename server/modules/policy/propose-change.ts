import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { requestApproval, type ApprovalKind } from '../approval/index.ts'
import { pendingChanges, policyApprovals } from './approval-kinds.ts'
import { policyKey } from './catalogue.ts'
import { changeProblem, describeChanges, type AskedValue, type PolicyChange } from './change.ts'
import { packAt } from './pack.sql.ts'
import { basePack, packNames, packRows } from './packs.ts'
import { mayProposePolicies } from './policy.policy.ts'
import { valueOn, type PolicyRow } from './policy.rules.ts'
import { policyRows } from './policy.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'propose-policy': true
  }
}

/** Why nothing was asked for. `problem` is for people. */
export type Refusal = 'FORBIDDEN' | 'NOT_FOUND' | { conflict: string } | { problem: string }

interface Proposal {
  validFrom: string
  reason: string
}

/** Runs `work` for those who may propose; a refusal, theirs or of the role, is on record with what was asked for. */
async function asProposer(
  database: Database,
  person: Person,
  asked: Record<string, string>,
  work: (trx: Scoped) => Promise<{ id: string } | Refusal>,
): Promise<{ id: string } | Refusal> {
  const outcome = mayProposePolicies(person.scope.role) ? await withScope(database, person.scope, work) : 'FORBIDDEN'
  if (typeof outcome === 'object' && 'id' in outcome) return outcome
  await recordRefusal(database, { actor: actorOf(person), action: 'propose-policy', detail: asked })
  return outcome
}

/** Asks for another value of a key from a day on. Its approval makes the row; until then nothing changes. */
export function proposeChange(
  database: Database,
  person: Person,
  asked: Proposal & AskedValue,
  now: Date,
): Promise<{ id: string } | Refusal> {
  const { key, value, validFrom, reason } = asked
  return asProposer(database, person, { ...asked }, async (trx) => {
    const rows = await policyRows(trx)
    const problem = changeProblem(rows, [asked], validFrom, now)
    if (problem) return problem
    if (valueOn(rows, key, validFrom) === value) return { conflict: '这一天起本来就是这个值，无需变更' }
    if ((await pendingChanges(trx, now)).keys.has(key)) return { conflict: '这项政策已有待审批的变更，请先等它办结或撤回' }
    const kind = policyKey(key)?.protects === true ? policyApprovals.protection : policyApprovals.ordinary
    return { id: await askFor(trx, kind, { validFrom, changes: describeChanges(rows, [asked], validFrom) }, reason, person, now) }
  })
}

/**
 * What a switch from one pack to another would change from a day on: the keys on which the packs differ and whose value is not the new pack's
 * already. What the bank has set for itself where the packs agree stays as it is.
 */
export function packDifferences(rows: readonly PolicyRow[], packs: { from: string; to: string }, validFrom: string): AskedValue[] {
  const [from, to] = [packRows(packs.from), packRows(packs.to)]
  const keys = [...new Set(to.map(({ key }) => key))].filter((key) => policyKey(key) !== undefined)
  return keys
    .map((key) => ({ key, value: valueOn(to, key, validFrom) ?? '' }))
    .filter(({ key, value }) => valueOn(from, key, validFrom) !== value && valueOn(rows, key, validFrom) !== value)
}

/** Asks for the switch to another regulation pack from a day on: all its values that differ, in one request. */
export function proposePack(
  database: Database,
  person: Person,
  asked: Proposal & { pack: string },
  now: Date,
): Promise<{ id: string } | Refusal> {
  const { pack, validFrom, reason } = asked
  return asProposer(database, person, { ...asked }, async (trx) => {
    if (!packNames().includes(pack)) return 'NOT_FOUND'
    const held = (await packAt(trx, validFrom))?.pack ?? basePack
    if (held === pack) return { conflict: '这一天起本来就是这个政策包' }
    const rows = await policyRows(trx)
    const changes = packDifferences(rows, { from: held, to: pack }, validFrom)
    const problem = changeProblem(rows, changes, validFrom, now)
    if (problem) return problem
    const pending = await pendingChanges(trx, now)
    if (pending.pack !== undefined || changes.some(({ key }) => pending.keys.has(key)))
      return { conflict: '有涉及的政策正在审批，请先等它们办结或撤回' }
    return {
      id: await askFor(
        trx,
        policyApprovals.pack,
        { validFrom, changes: describeChanges(rows, changes, validFrom), pack },
        reason,
        person,
        now,
      ),
    }
  })
}

function askFor(
  trx: Scoped,
  kind: ApprovalKind<PolicyChange>,
  payload: PolicyChange,
  reason: string,
  person: Person,
  now: Date,
): Promise<string> {
  const [first] = payload.changes
  const subject = payload.pack ? `更换政策包：${payload.pack}` : `${first?.name.zh}：${first?.fromText.zh} → ${first?.toText.zh}`
  return requestApproval(
    trx,
    { kind, subject: subject.slice(0, 200), institutionId: person.scope.institutionId, payload, reason },
    person,
    now,
  )
}
