import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownAmount, shownName } from '../privacy/index.ts'
import { checkDay, checkOf, stateOf, type CheckPolicy } from './check.rules.ts'
import { handedRows, stillOpen, type Handed, type HandedRecord } from './check.sql.ts'
import type { CheckState, HandedRow, HandoverHead } from './contract.ts'
import { checkPolicyOf } from './handover-policy.ts'
import { mayHandOver, mayReadHandovers } from './handover.policy.ts'
import { handoversOf, type HandoverRecord } from './handover.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-handovers': true
    'open-handover': true
  }
}

/** so many, the newest first */
const most = 60

/** Hand-overs in sight with how their check stands. */
export async function listHandovers(
  database: Database,
  person: Person,
  now: Date,
): Promise<{ handovers: HandoverHead[]; mayOrder: boolean } | 'FORBIDDEN'> {
  if (!mayReadHandovers(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-handovers' })
    return 'FORBIDDEN'
  }
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const policy = checkPolicyOf(await policyAt(trx, today))
    const records = await handoversOf(trx, most)
    const ids = records.map(({ id }) => id)
    const rows = Map.groupBy(await handedRows(trx, ids, today), ({ handoverId }) => handoverId)
    const handovers = records.map((record) => headOf(record, rows.get(record.id) ?? [], today, policy))
    return { handovers, mayOrder: mayHandOver(person.scope.role) }
  })
}

interface Opened {
  head: HandoverHead
  customers: HandedRow[]
  promises: Handed
  cases: Handed
  mayCancel: boolean
}

/** One hand-over: every customer with what became of it, and whether all that was open is still there or settled. */
export async function openHandover(database: Database, person: Person, id: number, now: Date): Promise<Opened | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = { actor: actorOf(person), action: 'open-handover', subject: { kind: 'handover', id: String(id) } } as const
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await recordRefusal(database, asked)
    return code
  }
  const { role } = person.scope
  if (!mayReadHandovers(role)) return refuse('FORBIDDEN')
  const today = businessDateOf(now)
  const found = await withScope(database, person.scope, async (trx) => {
    const [record] = await handoversOf(trx, 1, id)
    if (!record) return 'NOT_FOUND'
    const policies = await policyAt(trx, today)
    const policy = checkPolicyOf(policies)
    const view = maskedViewOf(policies, role)
    const rows = await handedRows(trx, [id], today)
    const day = { takesEffectOn: record.takesEffectOn, today }
    const customers = rows.flatMap(({ customerId, customerNo, name, aumBeforeFen, aumNowFen, ...row }): HandedRow[] =>
      customerNo === null
        ? []
        : [
            {
              customerId: customerId.toString(),
              customerNo,
              name: shownName(name, view),
              class: row.class,
              state: checkOf({ ...row, aumBeforeFen, aumNowFen }, day, policy),
              contactedOn: row.contactedOn,
              aumBeforeFen: shownAmount(aumBeforeFen, view),
              aumNowFen: aumNowFen === null ? null : shownAmount(aumNowFen, view),
              promises: row.promises,
              openCase: row.openCase,
            },
          ],
    )
    await recordAudit(trx, { ...asked, institutionId: record.institutionId, outcome: 'done' })
    const head = headOf(record, rows, today, policy)
    return { head, customers, ...(await stillOpen(trx, id)), mayCancel: head.state === 'planned' && mayHandOver(role) }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}

function headOf(record: HandoverRecord, rows: readonly HandedRecord[], today: string, policy: CheckPolicy): HandoverHead {
  const { cancelled, applied, institutionId: _institution, ...shown } = record
  const states = rows.map((row) => checkOf(row, { takesEffectOn: record.takesEffectOn, today }, policy))
  const count = (...wanted: CheckState[]) => states.filter((state) => wanted.includes(state)).length
  return {
    ...shown,
    checkOn: checkDay(record.takesEffectOn, policy),
    state: stateOf({ ...record, cancelled, applied }, today, policy),
    customers: rows.length,
    contacted: count('contacted'),
    waiting: count('waiting'),
    overdue: count('overdue'),
    lost: count('lost'),
    elsewhere: count('elsewhere'),
  }
}
