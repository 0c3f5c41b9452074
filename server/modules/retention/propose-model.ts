import { createHash } from 'node:crypto'
import { columnsRead, findForbidden, type ModelFile } from '../../../learn/index.ts'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { openOfKind, requestApproval } from '../approval/index.ts'
import { policyAt } from '../policy/index.ts'
import { standingChallenger } from './challenger.sql.ts'
import { forbiddenLists } from './forbidden-lists.ts'
import { modelApproval } from './model-approval.ts'
import { payloadOf } from './model-payload.ts'
import { mayProposeModels } from './model.policy.ts'
import { approvedModel, insertModel, insertModelEvent, type ModelPart } from './model.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'propose-model': true
  }
}

export interface ModelProposal {
  content: ModelFile
  /** the first business date it is to score */
  validFrom: string
  /** 1–500 characters */
  reason: string
  /** columns the night can score by, and where each comes from */
  features: ReadonlyMap<string, readonly string[]>
  /** in force, or silently beside the model in force; left out: in force */
  part?: ModelPart
  /** the challenger that is to be put in force */
  promotes?: number
}

export type ModelRefusal = 'FORBIDDEN' | { problem: string } | { conflict: string }

/**
 * Keeps a model as a new version and asks for its approval. Refused, on record: a role that may not ask, a model that reads what the night does not have
 * or what policy keeps out by name or source, a second one while one is open, and a challenger of nobody, of itself or beside another one. Until another person approves,
 * nothing is scored by it.
 */
export async function proposeModel(
  database: Database,
  person: Person,
  proposal: ModelProposal,
  now: Date,
): Promise<{ id: string; version: number } | ModelRefusal> {
  const { content, validFrom, reason, part = 'champion', promotes } = proposal
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const actor = actorOf(person)
  const outcome = !mayProposeModels(person.scope.role)
    ? 'FORBIDDEN'
    : await withScope(database, person.scope, async (trx) => {
        const lists = forbiddenLists(await policyAt(trx, businessDateOf(now)))
        const problem = modelProblem(proposal, lists)
        if (problem !== undefined) return { problem }
        if ((await openOfKind(trx, modelApproval.code, undefined, now)).length > 0)
          return { conflict: '已有一个流失模型在等待审批，请先等它办结或撤回' }
        const barred = part === 'challenger' ? await challengerBarred(trx, digest, validFrom) : undefined
        if (barred) return barred
        const by = { userId: person.userId, name: person.name }
        const version = await insertModel(trx, { content, digest, validFrom, part, promotes, sources: sourcesOf(proposal), by, at: now })
        const payload = payloadOf(content.card, { version, digest, validFrom, part, ...(promotes === undefined ? {} : { promotes }) })
        const subject = `流失模型 v${version}${part === 'challenger' ? '（挑战者）' : ''}：${content.card.table}`.slice(0, 200)
        const ask = { kind: modelApproval, subject, institutionId: person.scope.institutionId, payload, reason }
        const id = await requestApproval(trx, ask, person, now)
        await insertModelEvent(trx, { version, event: 'proposed', requestId: id, by, at: now })
        const about = { kind: 'attrition_model', id: String(version) }
        await recordAudit(trx, { actor, action: 'propose-model', subject: about, outcome: 'done', detail: { validFrom, digest, part } })
        return { id, version }
      })
  if (typeof outcome === 'string' || !('id' in outcome))
    await recordRefusal(database, { actor, action: 'propose-model', detail: { digest } })
  return outcome
}

const sourcesOf = ({ content, features }: ModelProposal) =>
  Object.fromEntries(columnsRead(content.model).map((column) => [column, features.get(column) ?? []]))

async function challengerBarred(trx: Scoped, digest: string, validFrom: string): Promise<ModelRefusal | undefined> {
  const champion = await approvedModel(trx, validFrom)
  if (!champion) return { problem: `${validFrom} 没有在用的流失模型可以比较。请先直接提交它起用` }
  if (champion.digest === digest) return { problem: `与在用的流失模型 v${champion.version} 完全相同，不用比较` }
  const standing = await standingChallenger(trx)
  return standing && { conflict: `流失模型 v${standing.version} 正作为挑战者并行打分，请先在“流失模型”结束它` }
}

function modelProblem({ content, validFrom, features }: ModelProposal, lists: ReturnType<typeof forbiddenLists>): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(validFrom) || new Date(`${validFrom}T00:00:00Z`).toJSON()?.startsWith(validFrom) !== true)
    return `生效日期 ${validFrom} 应为日期，形如 2026-01-31`
  const read = columnsRead(content.model)
  const [forbidden] = findForbidden(read, lists, (column) => features.get(column) ?? [])
  if (forbidden)
    return `模型用了不得入模的字段「${forbidden.column}」（${forbidden.reason}，${forbidden.by === 'name' ? '列名' : '来源'}含「${forbidden.met}」），请去掉后重新学习`
  const unknown = read.filter((column) => !features.has(column))
  if (unknown.length === 0) return undefined
  return `夜间批量没有模型要用的字段 ${unknown.map((column) => `「${column}」`).join('、')}，无法每晚打分。请用 liuke learn fit --night 从夜间数据学习`
}
