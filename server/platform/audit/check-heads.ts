import { sql, type Transaction } from 'kysely'
import type { AuditProblem } from './problem.ts'
import type { ChainHead } from './walk-chain.ts'

/** The number of chains every database begins with; the later ones were opened by long transactions. */
const firstChains = 64

interface ChainEnd extends Omit<ChainHead, 'hash'> {
  /** null: the chain's row is gone */
  hash: string | null
  lastSequence: bigint | null
  lastHash: string | null
}

/** Of every chain that should be there what is wrong about its end, and of those that have rows the head to walk them by. */
export async function checkHeads(trx: Transaction<unknown>): Promise<{ heads: ChainHead[]; problems: AuditProblem[] }> {
  const { rows } = await sql<ChainEnd>`
    with recursive present as (
      (select chain from audit.entry order by chain limit 1)
      union all
      select (select e.chain from audit.entry e where e.chain > p.chain order by e.chain limit 1) from present p where p.chain is not null),
    named as (
      select chain from audit.chain union select chain from present where chain is not null
      union select chain from audit.anchor_head union select generate_series(0, ${firstChains - 1}::int))
    select n.chain, coalesce(c.sequence, last.sequence, 0) as sequence, encode(c.hash, 'hex') as hash,
      coalesce(c.floor_sequence, 0) as "floorSequence", encode(coalesce(c.floor_hash, audit.genesis(n.chain)), 'hex') as "floorHash",
      last.sequence as "lastSequence", encode(last.hash, 'hex') as "lastHash"
    from named n left join audit.chain c using (chain)
    left join lateral (select e.sequence, e.hash from audit.entry e where e.chain = n.chain order by e.sequence desc limit 1) last on true
    order by n.chain`.execute(trx)
  const heads = rows.filter((row) => row.lastSequence !== null).map((row) => ({ ...row, hash: row.hash ?? row.floorHash }))
  return { heads, problems: rows.flatMap(endProblems) }
}

function endProblems(end: ChainEnd): AuditProblem[] {
  const { chain, sequence } = end
  if (end.hash === null)
    return [{ chain, sequence: (end.lastSequence ?? 0n) + 1n, kind: 'truncated', about: '本链没有登记：登记被删除，或整条链是伪造的' }]
  const last = end.lastSequence ?? end.floorSequence
  if (last < sequence) return [{ chain, sequence: last + 1n, kind: 'truncated', about: `末尾缺少 ${sequence - last} 条记录` }]
  if (last > sequence) return [{ chain, sequence: sequence + 1n, kind: 'forged', about: '超出本链登记的最后序号，不是系统写入的记录' }]
  if ((end.lastHash ?? end.floorHash) !== end.hash) {
    return [{ chain, sequence, kind: 'broken link', about: '最后一条记录与本链登记不一致，被替换过' }]
  }
  return []
}
