import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { currentPublication, subtreeOf } from '../organisation/index.ts'
import { policyKey } from './catalogue.ts'
import { changeProblem, withChanges, type AskedValue } from './change.ts'
import type { PolicyDimension, PolicyEffect, PolicyWords } from './contract.ts'
import { dimensionOf } from './dimension.rules.ts'
import { mayProposePolicies } from './policy.policy.ts'
import { policiesAt } from './policy.rules.ts'
import { policyRows } from './policy.sql.ts'
import { countMoves, movedCustomers, type MovedCustomer, type PreviewQuery } from './preview.sql.ts'
import { valueInWords } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'preview-policy': true
  }
}

export interface PreviewRequest extends AskedValue {
  validFrom: string
  institutionId?: number | undefined
}

type Refusal = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | { problem: string }

/**
 * What a change would move, counted on the published night for the customers of an institution and all below it, or of all that the person sees:
 * the same customers judged by the policies of the day with and without the change. Without a dimension it says so rather than guessing.
 */
export function previewChange(
  database: Database,
  person: Person,
  asked: PreviewRequest,
  now: Date,
): Promise<(PolicyEffect & { text: PolicyWords }) | Refusal> {
  return judging(database, person, asked, now, async (trx, query) => {
    const key = policyKey(asked.key)
    if (!key) return 'NOT_FOUND'
    const text = valueInWords(key, asked.value)
    if (query === undefined) return { text, dimension: null, businessDate: null, customers: 0, changed: 0, unknown: 0, cells: [] }
    const moves = await countMoves(trx, query)
    const cells = moves.flatMap(({ from, to, customers }) => (from === null || to === null ? [] : [{ from, to, customers }]))
    const sum = (list: readonly { customers: number }[]) => list.reduce((total, { customers }) => total + customers, 0)
    return {
      text,
      dimension: query.dimension,
      businessDate: query.businessDate,
      customers: sum(moves),
      changed: sum(cells.filter(({ from, to }) => from !== to)),
      unknown: sum(moves) - sum(cells),
      cells,
    }
  })
}

/** Some of the customers behind one number of a preview. */
export function previewCustomers(
  database: Database,
  person: Person,
  asked: PreviewRequest & { from: string; to: string; limit: number },
  now: Date,
): Promise<{ customers: MovedCustomer[] } | Refusal> {
  return judging(database, person, asked, now, async (trx, query) => ({
    customers: query === undefined ? [] : await movedCustomers(trx, query, asked),
  }))
}

async function judging<T extends object>(
  database: Database,
  person: Person,
  asked: PreviewRequest,
  now: Date,
  work: (trx: Scoped, query: PreviewQuery | undefined) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  if (!mayProposePolicies(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'preview-policy', detail: { key: asked.key } })
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => {
    const rows = await policyRows(trx)
    const problem = changeProblem(rows, [asked], asked.validFrom, now)
    if (problem) return problem
    const dimension = dimensionOf(asked.key)
    if (dimension === null) return work(trx, undefined)
    const query = await queryOf(trx, person, asked, dimension)
    if (typeof query === 'string') return query
    const { validFrom } = asked
    return work(trx, { ...query, before: policiesAt(rows, validFrom), after: policiesAt(withChanges(rows, [asked], validFrom), validFrom) })
  })
}

async function queryOf(
  trx: Scoped,
  { scope }: Person,
  { institutionId }: PreviewRequest,
  dimension: PolicyDimension,
): Promise<Pick<PreviewQuery, 'dimension' | 'businessDate' | 'institutions'> | 'NOT_FOUND' | 'NOT_READY'> {
  const publication = await currentPublication(trx)
  if (!publication) return 'NOT_READY'
  const institutions = institutionId === undefined ? undefined : await subtreeOf(trx, scope, institutionId)
  if (institutions?.length === 0) return 'NOT_FOUND'
  return { dimension, businessDate: publication.businessDate, institutions }
}
