import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownAmount, shownName } from '../privacy/index.ts'
import { mostHanded, type PreviewRow } from './contract.ts'
import { mayHandOver } from './handover.policy.ts'
import { portfolioCount, portfolioRows, type Portfolio } from './portfolio.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'preview-handover': true
  }
}

/** The customers that could be handed over, each with its open promises, case and coming birthday. A look at a portfolio is on record. */
export async function previewHandover(
  database: Database,
  person: Person,
  portfolio: Portfolio,
  now: Date,
): Promise<{ customers: PreviewRow[]; total: number } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const { fromManagerId, institutionId } = portfolio
  const subject = { kind: 'manager', id: String(fromManagerId ?? '') }
  const asked = { actor: actorOf(person), action: 'preview-handover', subject, institutionId } as const
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await recordRefusal(database, asked)
    return code
  }
  const { role } = person.scope
  if (!mayHandOver(role)) return refuse('FORBIDDEN')
  const today = businessDateOf(now)
  const found = await withScope(database, person.scope, async (trx) => {
    const total = await portfolioCount(trx, portfolio)
    if (total === 0) return 'NOT_FOUND'
    const policies = await policyAt(trx, today)
    const view = maskedViewOf(policies, role)
    const birthdaysUntil = addDays(today, policies.whole('handover.check_days'))
    const rows = await portfolioRows(trx, portfolio, { today, birthdaysUntil, limit: mostHanded })
    await recordAudit(trx, { ...asked, detail: { customers: rows.length }, outcome: 'done' })
    const customers = rows.map((row) => ({
      ...row,
      customerId: row.customerId.toString(),
      name: shownName(row.name, view),
      aumFen: shownAmount(row.aumFen, view),
    }))
    return { customers, total }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}
