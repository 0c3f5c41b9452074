import { randomBytes, randomUUID } from 'node:crypto'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { requestApproval } from '../approval/index.ts'
import { describeList, type ListQuestion } from '../customer/index.ts'
import { policyAt } from '../policy/index.ts'
import { exportApprovals } from './approval-kinds.ts'
import type { ClearColumn, ExportFormat, ExportItem, ExportPurpose } from './contract.ts'
import { rowsAtMost } from './export.policy.ts'
import { fileNoOf, purposeWords } from './export.rules.ts'
import { countUnderWay, exportItemOf, insertExport } from './export.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'request-export': true
  }
}

export interface ExportWish {
  list: ListQuestion
  format: ExportFormat
  clear: readonly ClearColumn[]
  purpose: ExportPurpose
  purposeText: string
}

export type RequestRefusal =
  | { refused: 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | 'BAND_ONLY' | 'NO_ROWS' }
  | { refused: 'TOO_MANY_ROWS'; rows: number; rowsAtMost: number }
  | { refused: 'UNDER_WAY'; atMost: number }

/** Asks for a file of a customer list; nothing is made before a second person has approved. Refusals are on record. */
export async function requestExport(database: Database, person: Person, wish: ExportWish, now: Date): Promise<ExportItem | RequestRefusal> {
  const outcome = await withScope(database, person.scope, (trx) => ask(trx, person, wish, now))
  if ('refused' in outcome) {
    const { refused } = outcome
    await recordRefusal(database, {
      actor: actorOf(person),
      action: 'request-export',
      detail: { why: refused, format: wish.format, clear: [...wish.clear] },
    })
  }
  return outcome
}

async function ask(trx: Scoped, person: Person, wish: ExportWish, now: Date): Promise<ExportItem | RequestRefusal> {
  const { scope } = person
  const policies = await policyAt(trx, businessDateOf(now))
  const most = rowsAtMost(policies, scope.role)
  if (most === undefined) return { refused: 'FORBIDDEN' }
  const described = await describeList(trx, scope, wish.list)
  if (typeof described === 'string') return { refused: described }
  const { total, conditions, columns } = described
  if (total === 0) return { refused: 'NO_ROWS' }
  if (total > most) return { refused: 'TOO_MANY_ROWS', rows: total, rowsAtMost: most }
  const underWay = policies.whole('export.under_way_at_most')
  if ((await countUnderWay(trx, person.userId)) >= underWay) return { refused: 'UNDER_WAY', atMost: underWay }

  const id = randomUUID()
  const fileNo = fileNoOf(businessDateOf(now), randomBytes(8))
  const clear = wish.clear.map((column) => (column === 'name' ? '姓名' : '手机')).join('、')
  const purpose = [purposeWords[wish.purpose] ?? wish.purpose, wish.purposeText].filter((text) => text !== '').join('：')
  const approvalId = await requestApproval(
    trx,
    {
      kind: wish.clear.length > 0 ? exportApprovals.clear : exportApprovals.masked,
      subject: `客户清单 ${total} 行（${fileNo}）`,
      institutionId: scope.institutionId,
      payload: {
        exportId: id,
        fileNo,
        format: wish.format,
        rows: total,
        conditions: conditions.join('；') || '无',
        columns: columns.join('、'),
        clear: clear || '无',
        purpose,
      },
      reason: purpose,
    },
    person,
    now,
  )
  const file = { id, fileNo, conditions, rowsAsked: total, rowsAtMost: most, approvalId, at: now, question: wish.list }
  await insertExport(trx, { ...file, format: wish.format, clear: wish.clear, purpose: wish.purpose, purposeText: wish.purposeText }, person)
  await recordAudit(trx, {
    actor: actorOf(person),
    action: 'request-export',
    subject: { kind: 'export', id: fileNo },
    institutionId: scope.institutionId,
    outcome: 'done',
    purpose: wish.purpose,
    detail: { rows: total, format: wish.format, clear: [...wish.clear], conditions, columns, purposeText: wish.purposeText },
  })
  const item = await exportItemOf(trx, id, person.userId, now)
  if (!item) throw new Error(`export ${id} was not kept`)
  return item
}
