import { sql, type Transaction } from 'kysely'
import type { AuditProblem } from './problem.ts'
import { placesOf } from './reordered.ts'

/** A chain as its own row in audit.chain tells it. */
export interface ChainHead {
  chain: number
  sequence: bigint
  hash: string
  floorSequence: bigint
  floorHash: string
}

interface Suspect {
  sequence: bigint
  before: bigint
  edited: boolean
  broken: boolean
}

/** So many suspect rows of a chain are told apart; a chain with more is beyond repair anyway. */
const mostSuspects = 1000

/**
 * Walks one chain from its floor to its head: every row's own hash, its number and its link to the row before. One pass in index order, only
 * suspect rows leave the database.
 */
export async function walkChain(trx: Transaction<unknown>, head: ChainHead): Promise<AuditProblem[]> {
  const { rows } = await sql<Suspect>`
    with walk as (
      select e.sequence, e.previous_hash, e.hash <> audit.entry_hash(e) as edited,
        lag(e.sequence, 1, ${head.floorSequence}::bigint) over w as before,
        lag(e.hash, 1, decode(${head.floorHash}, 'hex')) over w as before_hash
      from audit.entry e where e.chain = ${head.chain} window w as (order by e.sequence))
    select sequence, before, edited, previous_hash <> before_hash as broken from walk
    where edited or sequence <> before + 1 or previous_hash <> before_hash
    order by sequence limit ${mostSuspects}`.execute(trx)
  const places = await placesOf(
    trx,
    head.chain,
    rows.filter((row) => row.edited).map((row) => row.sequence),
  )
  return rows.flatMap((row) => problemsOf(row, head, places))
}

function problemsOf(row: Suspect, { chain, sequence: last }: ChainHead, places: ReadonlyMap<bigint, bigint>): AuditProblem[] {
  const { sequence, before } = row
  const found: AuditProblem[] = []
  const add = (kind: AuditProblem['kind'], about: string, at = sequence) => found.push({ chain, sequence: at, kind, about })
  const missing = sequence - before - 1n
  if (missing > 0n && before < last) add('gap', `缺少 ${missing} 条记录`, before + 1n)
  if (missing < 0n) add('forged', '序号重复或已归档，不是系统写入的记录')
  const place = places.get(sequence)
  if (place !== undefined) add('reordered', `此处的记录原本在第 ${place} 位`)
  else if (row.edited) add('edited', '内容与写入时不同')
  else if (row.broken && missing === 0n && sequence <= last && !places.has(before))
    add('broken link', '与前一条记录不衔接，其中一条被替换过')
  return found
}
