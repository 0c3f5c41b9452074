import { sql, type Transaction } from 'kysely'

/** Pairs are compared one by one. */
const mostCompared = 100

interface Placed {
  found: bigint
  belongs: bigint
}

/**
 * Of rows whose hash does not fit: those that would fit at another one's place, as place found → place they belong. Either the number was
 * exchanged (the row's own hash fits with the other number) or the content (the other row's hash fits this content).
 */
export async function placesOf(trx: Transaction<unknown>, chain: number, sequences: readonly bigint[]): Promise<Map<bigint, bigint>> {
  if (sequences.length < 2) return new Map()
  const suspects = sequences.slice(0, mostCompared).map(String)
  const at = (
    previousHash: string,
  ) => sql`audit.entry_hash(row (a.id, a.chain, b.sequence, a.at, a.actor_user_id, a.actor_login, a.actor_role,
    a.actor_institution_id, a.action, a.subject_kind, a.subject_id, a.institution_id, a.outcome, a.purpose, a.detail,
    ${sql.raw(previousHash)}, a.hash)::audit.entry)`
  const { rows } = await sql<Placed>`
    select a.sequence as found, b.sequence as belongs
    from audit.entry a join audit.entry b on b.chain = a.chain and b.sequence <> a.sequence
    where a.chain = ${chain} and a.sequence = any(${suspects}::bigint[]) and b.sequence = any(${suspects}::bigint[])
      and (${at('a.previous_hash')} = a.hash or ${at('b.previous_hash')} = b.hash)`.execute(trx)
  return new Map(rows.map(({ found, belongs }) => [found, belongs]))
}
