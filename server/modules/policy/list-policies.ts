import type { z } from 'zod'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { pendingChanges } from './approval-kinds.ts'
import { policyGroups, policyKey, type PolicyKey } from './catalogue.ts'
import type { policyContract, PolicyHistoryRow, PolicyKeyRow } from './contract.ts'
import { dimensionOf } from './dimension.rules.ts'
import { packAt } from './pack.sql.ts'
import { basePack, packNames, packRows } from './packs.ts'
import { mayProposePolicies, mayReadKey, mayReadPolicies } from './policy.policy.ts'
import { rowOn, type PolicyRow } from './policy.rules.ts'
import { policyRecords, policyRows } from './policy.sql.ts'
import { rangeInWords, valueInWords } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'read-policies': true
  }
}

type PolicyList = z.infer<NonNullable<(typeof policyContract)['list']['~orpc']['outputSchema']>>

/** All policies by group, as they hold today and will hold, with what waits for approval for those who may propose. */
export async function listPolicies(database: Database, person: Person, now: Date): Promise<PolicyList | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!mayReadPolicies(role)) return refused(database, person)
  const today = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const rows = await policyRows(trx)
    const { pack, since } = (await packAt(trx, today)) ?? { pack: basePack, since: today }
    const mayPropose = mayProposePolicies(role)
    const pending = mayPropose ? await pendingChanges(trx, now) : { keys: new Map<string, string>(), pack: undefined }
    const defaults = packRows(pack)
    const groups = policyGroups().map(({ code, name, moves, keys }) => ({
      code,
      name,
      moves,
      keys: keys.filter((key) => mayReadKey(role, key)).flatMap((key) => presentKey(key, rows, defaults, today, pending.keys.get(key.key))),
    }))
    return {
      today,
      mayPropose,
      pack: { code: pack, since, others: packNames().filter((name) => name !== pack), pendingId: pending.pack ?? null },
      groups: groups.filter(({ keys }) => keys.length > 0),
    }
  })
}

async function refused(database: Database, person: Person): Promise<'FORBIDDEN'> {
  await recordRefusal(database, { actor: actorOf(person), action: 'read-policies' })
  return 'FORBIDDEN'
}

function presentKey(
  key: PolicyKey,
  rows: readonly PolicyRow[],
  defaults: readonly PolicyRow[],
  today: string,
  pendingId: string | undefined,
): PolicyKeyRow[] {
  const row = rowOn(rows, key.key, today)
  if (!row) return []
  const days = [...new Set(rows.filter((one) => one.key === key.key && one.validFrom > today).map(({ validFrom }) => validFrom))].sort()
  const upcoming = days.flatMap((day) => rowOn(rows, key.key, day) ?? [])
  return [
    {
      key: key.key,
      name: key.name,
      form: key.form,
      unit: row.unit,
      range: rangeInWords(key),
      values: key.values,
      protects: key.protects,
      source: row.source,
      dimension: dimensionOf(key.key),
      value: row.value,
      text: valueInWords(key, row.value),
      since: row.validFrom,
      adjusted: rowOn(defaults, key.key, today)?.value !== row.value,
      upcoming: upcoming
        .filter(({ value }, index) => value !== (index === 0 ? row : upcoming[index - 1])?.value)
        .map(({ value, validFrom }) => ({ value, text: valueInWords(key, value), validFrom })),
      pendingId: pendingId ?? null,
    },
  ]
}

/** Every row a key ever had, newest first, with what it replaced, who made and checked it, and why. */
export async function policyHistory(
  database: Database,
  person: Person,
  name: string,
): Promise<{ rows: PolicyHistoryRow[] } | 'FORBIDDEN' | 'NOT_FOUND'> {
  if (!mayReadPolicies(person.scope.role)) return refused(database, person)
  const key = policyKey(name)
  if (!key || !mayReadKey(person.scope.role, key)) return 'NOT_FOUND'
  const records = await withScope(database, person.scope, (trx) => policyRecords(trx, name))
  if (records.length === 0) return 'NOT_FOUND'
  const rows = records.map((record, index) => {
    const before = records.slice(0, index)
    const was = rowOn(before, name, record.validFrom)
    return {
      validFrom: record.validFrom,
      version: record.version,
      text: valueInWords(key, record.value),
      was: was ? valueInWords(key, was.value) : null,
      replaced: records.some((one) => one.validFrom === record.validFrom && one.version > record.version),
      madeBy: record.madeName,
      checkedBy: record.checkedName,
      reason: record.reason,
      madeAt: record.madeAt.toISOString(),
    }
  })
  return { rows: rows.toReversed() }
}
