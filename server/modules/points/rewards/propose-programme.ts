import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { requestApproval } from '../../approval/index.ts'
import { rewardApprovals, type RewardAsk } from './approval-kinds.ts'
import type { ProgrammeDraft } from './contract.ts'
import { classify, fieldsRead, refusalWords, type GateRefusal } from './gate.rules.ts'
import { draftProblem, gateAt, tryDraft } from './preview-programme.ts'
import { mayPropose } from './rewards.policy.ts'
import type { Colour } from './reward-terms.ts'
import { fieldsInWords, formWords, termsInWords } from './terms-words.ts'
import { insertAttempt, insertProgramme, insertVersion, programmeOfCode } from './version.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'propose-reward': true
  }
}

export type ProposalRefusal = 'FORBIDDEN' | 'CONFLICT' | { invalid: string } | { gate: GateRefusal; words: string }
export interface Proposed {
  versionId: string
  requestId: string
  colour: Colour
}

/**
 * Asks for a programme, or for another version of one. The gate comes first: what it refuses is kept as an attempt, with its audit entry. What it lets
 * through is frozen and waits for the approvals of its colour.
 */
export async function proposeProgramme(
  database: Database,
  person: Person,
  { draft, reason }: { draft: ProgrammeDraft; reason: string },
  now: Date,
): Promise<Proposed | ProposalRefusal> {
  const asked = { actor: actorOf(person), action: 'propose-reward', subject: { kind: 'reward', id: draft.code } } as const
  const { colour } = classify(draft)
  const detail = { colour, form: draft.form, reads: fieldsRead(draft) }
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayPropose(person.scope.role)) return 'FORBIDDEN'
    const today = businessDateOf(now)
    const gate = await gateAt(trx, person, draft, today)
    if (gate) {
      await insertAttempt(trx, draft, gate, person, now)
      await recordAudit(trx, {
        ...asked,
        institutionId: person.scope.institutionId,
        outcome: 'refused',
        detail: { ...detail, refusal: gate },
      })
      return { gate, words: refusalWords(draft, gate) }
    }
    const invalid = draftProblem(draft, today)
    if (invalid !== undefined) return { invalid }
    return propose(trx, person, draft, colour, reason, now)
  })
  if (outcome === 'FORBIDDEN' || outcome === 'CONFLICT' || 'invalid' in outcome) {
    await recordRefusal(database, {
      ...asked,
      detail: { ...detail, refusal: typeof outcome === 'string' ? outcome : (outcome.invalid ?? '') },
    })
  }
  return outcome
}

async function propose(
  trx: Scoped,
  person: Person,
  draft: ProgrammeDraft,
  colour: Colour,
  reason: string,
  now: Date,
): Promise<Proposed | 'CONFLICT'> {
  const { institutionId } = person.scope
  const held = await programmeOfCode(trx, draft.code)
  if (held && (held.institutionId !== institutionId || held.waiting)) return 'CONFLICT'
  const programmeId = held?.programmeId ?? (await insertProgramme(trx, draft, institutionId))
  const version = (held?.newest ?? 0) + 1
  const versionId = await insertVersion(trx, { programmeId, version, colour, at: now }, draft, person)
  const { customers, points } = await tryDraft(trx, person, draft, businessDateOf(now))
  const payload: RewardAsk = {
    versionId,
    code: draft.code,
    name: `${draft.name}（第 ${version} 版）`,
    colour,
    form: formWords[draft.form],
    rules: termsInWords(draft),
    reads: fieldsInWords(fieldsRead(draft)),
    validity: `${draft.validFrom} 至 ${draft.validTo ?? '长期'}`,
    cap: draft.capPoints ?? '无',
    documentNo: draft.documentNo ?? '无',
    customers,
    points: points.toString(),
  }
  const requestId = await requestApproval(
    trx,
    { kind: rewardApprovals[colour], subject: `积分方案：${draft.name}`, institutionId, payload, reason },
    person,
    now,
  )
  await recordAudit(trx, {
    actor: actorOf(person),
    action: 'propose-reward',
    subject: { kind: 'reward', id: draft.code },
    institutionId,
    outcome: 'done',
    detail: { colour, version, reads: fieldsRead(draft) },
  })
  return { versionId, requestId, colour }
}
