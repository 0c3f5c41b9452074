import { sql } from 'kysely'
import type { Database } from '../database/pools.ts'
import { checkAnchors } from './check-anchors.ts'
import { checkHeads } from './check-heads.ts'
import type { AuditProblem } from './problem.ts'
import { walkChain } from './walk-chain.ts'

export interface AuditVerdict {
  /** chains that have entries */
  chains: number
  entries: bigint
  anchors: number
  /** the newest anchor, to be noted outside the database */
  newestAnchor: { number: bigint; hash: string } | null
  /** empty: nothing was changed, removed, exchanged or put in behind the trail's back */
  problems: AuditProblem[]
}

export interface VerifyOptions {
  /** an anchor noted outside the database: proves the trail even against somebody who rewrote all of it */
  noted?: { number: bigint; hash: string }
  onProgress?: (done: number, chains: number) => void
}

/** Checks the whole trail against itself in one snapshot, changing nothing and holding nobody up. `database` is the owner's handle. */
export function verifyAudit(database: Database, options: VerifyOptions = {}): Promise<AuditVerdict> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const { heads, problems } = await checkHeads(trx)
      for (const [done, head] of heads.entries()) {
        problems.push(...(await walkChain(trx, head)))
        options.onProgress?.(done + 1, heads.length)
      }
      problems.push(...(await checkAnchors(trx)))
      const { rows } = await sql<{ chains: number; entries: bigint; anchors: number; number: bigint | null; hash: string | null }>`
        select count(distinct chain)::int as chains, count(*) as entries, (select count(*)::int from audit.anchor) as anchors,
          (select max(number) from audit.anchor) as number,
          (select encode(hash, 'hex') from audit.anchor order by number desc limit 1) as hash
        from audit.entry`.execute(trx)
      const [counted] = rows
      if (!counted) throw new Error('count without a row')
      const { number, hash, ...counts } = counted
      if (options.noted) problems.push(...(await checkNoted(trx, options.noted)))
      return { ...counts, newestAnchor: number !== null && hash !== null ? { number, hash } : null, problems: distinct(problems) }
    })
}

async function checkNoted(trx: Database, noted: { number: bigint; hash: string }): Promise<AuditProblem[]> {
  const { rows } = await sql<{ hash: string }>`select encode(hash, 'hex') as hash from audit.anchor where number = ${noted.number}`.execute(
    trx,
  )
  const found = rows[0]?.hash
  if (found === noted.hash) return []
  const about = found === undefined ? '库外留存的锚点已不在库中' : '与库外留存的锚点不符，审计记录被整体改写过'
  return [{ chain: 'anchor', sequence: noted.number, kind: found === undefined ? 'truncated' : 'edited', about }]
}

/** Two checks may find the same fault: told once. */
function distinct(problems: readonly AuditProblem[]): AuditProblem[] {
  const seen = new Map<string, AuditProblem>()
  for (const problem of problems) {
    const name = `${problem.chain} ${problem.sequence} ${problem.kind}`
    if (!seen.has(name)) seen.set(name, problem)
  }
  return [...seen.values()]
}
