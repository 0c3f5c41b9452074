import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { ProgrammeRow, RefusedAttempt } from './contract.ts'
import { classify } from './gate.rules.ts'
import { mayReadRefused } from './rewards.policy.ts'
import { listAttempts, listVersions, type ListedVersion } from './version.sql.ts'

const stateOf = ({ fate, validFrom, validTo }: ListedVersion, today: string): ProgrammeRow['state'] => {
  if (fate === null) return 'waiting'
  if (fate !== 'started') return fate
  if (validTo !== null && validTo < today) return 'ended'
  return validFrom > today ? 'upcoming' : 'running'
}
const reasonsOf = (terms: Parameters<typeof classify>[0]) =>
  classify(terms).why.map(({ reason, fields }) => ({ reason, fields: [...fields] }))

/** Every programme with its colour and why; they hold no personal data, everybody at the bank may know them. */
export async function listProgrammes(database: Database, person: Person, now: Date): Promise<{ programmes: ProgrammeRow[] }> {
  const today = businessDateOf(now)
  const versions = await withScope(database, person.scope, listVersions)
  return {
    programmes: versions.map(({ fate, capPoints, ...version }) => ({
      ...version,
      rules: version.rules.map(({ conditions, ...rule }) => ({ ...rule, conditions: [...conditions] })),
      capPoints: capPoints?.toString() ?? null,
      why: reasonsOf(version),
      state: stateOf({ ...version, fate, capPoints }, today),
    })),
  }
}

/** What the gate refused, for head office and compliance. */
export async function listRefused(database: Database, person: Person): Promise<{ attempts: RefusedAttempt[] } | 'FORBIDDEN'> {
  if (!mayReadRefused(person.scope.role)) return 'FORBIDDEN'
  const attempts = await withScope(database, person.scope, listAttempts)
  return {
    attempts: attempts.map(({ rules, form, at, documentNo, overriddenTo, ...rest }) => ({
      ...rest,
      form,
      at: at.toISOString(),
      why: reasonsOf({ form, rules }),
      override: documentNo !== null && overriddenTo !== null ? { documentNo, validTo: overriddenTo } : null,
    })),
  }
}
