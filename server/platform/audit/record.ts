import { sql, type Transaction } from 'kysely'
import type { Database } from '../database/pools.ts'
import type { AuditEntry, AuditReceipt } from './entry.ts'

/** Texts of `detail` are cut here: an entry says what happened, it is no store of inputs. */
const longestText = 500

/**
 * Puts an entry on record in the transaction of the act: both are kept, or neither. Works in `withScope` and in any other transaction, never
 * waits for another writer. Record late in the transaction: the chain stays taken until it ends.
 */
export async function recordAudit(trx: Transaction<unknown>, entry: AuditEntry): Promise<AuditReceipt> {
  const { actor, subject } = entry
  const { rows } = await sql<AuditReceipt>`select id, chain, sequence from audit.record(
    ${actor.userId}, ${clean(actor.login, 64)}, ${actor.role}, ${actor.institutionId}, ${entry.action},
    ${subject?.kind ?? null}, ${subject ? clean(subject.id, 200) : null}, ${entry.institutionId ?? null}, ${entry.outcome},
    ${entry.purpose === undefined ? null : clean(entry.purpose, 60)}, ${detailText(entry)}::jsonb)`.execute(trx)
  const receipt = rows[0]
  if (!receipt) throw new Error('audit.record returned no receipt')
  return receipt
}

/** Puts a refusal on record in a transaction of its own, as that of the refused act is rolled back. */
export function recordRefusal(database: Database, entry: Omit<AuditEntry, 'outcome'>): Promise<AuditReceipt> {
  return database.transaction().execute((trx) => recordAudit(trx, { ...entry, outcome: 'refused' }))
}

const detailText = ({ actor: { onBehalfOf }, detail = {} }: AuditEntry): string =>
  JSON.stringify(cleanValue(onBehalfOf === undefined ? detail : { ...detail, onBehalfOf }))

/** Names and texts at every depth, as a caller may send both. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return clean(value, longestText)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [clean(name, 64), cleanValue(held)]))
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair, which a caller may well send; they must not make the act fail unrecorded. */
function clean(text: string, longest: number): string {
  const kept = text.toWellFormed().replaceAll('\0', '\uFFFD')
  const characters = Array.from(kept)
  return characters.length <= longest ? kept : `${characters.slice(0, longest - 1).join('')}…`
}
