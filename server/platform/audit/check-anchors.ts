import { sql, type Transaction } from 'kysely'
import type { AuditProblem } from './problem.ts'

/** What the anchors prove: their own chain, that every anchored row is still there as it was, and that floors were set by a retirement only. */
export async function checkAnchors(trx: Transaction<unknown>): Promise<AuditProblem[]> {
  return [...(await ownChain(trx)), ...(await anchoredRows(trx)), ...(await floors(trx)), ...(await recordedAnchors(trx))]
}

async function ownChain(trx: Transaction<unknown>): Promise<AuditProblem[]> {
  const { rows } = await sql<{ number: bigint; before: bigint; edited: boolean }>`
    with walk as (
      select a.number, a.hash <> audit.anchor_hash(a, audit.heads_of(a.number)) as edited, a.previous_hash,
        lag(a.number, 1, 0::bigint) over w as before, lag(a.hash, 1, sha256('liuke audit anchors')) over w as before_hash
      from audit.anchor a window w as (order by a.number))
    select number, before, edited from walk where edited or number <> before + 1 or previous_hash <> before_hash
    order by number limit 1000`.execute(trx)
  return rows.map(({ number, before, edited }) => {
    if (edited) return { chain: 'anchor', sequence: number, kind: 'edited', about: '锚点内容与写入时不同' }
    if (number > before + 1n) return { chain: 'anchor', sequence: before + 1n, kind: 'gap', about: `缺少 ${number - before - 1n} 个锚点` }
    return { chain: 'anchor', sequence: number, kind: 'broken link', about: '与前一个锚点不衔接' }
  })
}

async function anchoredRows(trx: Transaction<unknown>): Promise<AuditProblem[]> {
  const { rows } = await sql<{ chain: number; sequence: bigint; anchor: bigint; last: bigint; missing: boolean }>`
    select distinct on (h.chain) h.chain, h.sequence, h.anchor, e.hash is null as missing,
      coalesce((select max(l.sequence) from audit.entry l where l.chain = h.chain), c.floor_sequence, 0) as last
    from audit.anchor_head h
    join audit.anchor a on a.number = h.anchor and a.kind = 'head'
    left join audit.chain c on c.chain = h.chain
    left join audit.entry e on e.chain = h.chain and e.sequence = h.sequence
    where h.sequence > coalesce(c.floor_sequence, 0) and e.hash is distinct from h.hash
    order by h.chain, h.sequence`.execute(trx)
  return rows.flatMap(({ chain, sequence, anchor, last, missing }): AuditProblem[] => {
    if (!missing) return [{ chain, sequence, kind: 'edited', about: `与第 ${anchor} 个锚点不符，整段被改写过` }]
    return sequence > last
      ? [{ chain, sequence: last + 1n, kind: 'truncated', about: `第 ${anchor} 个锚点证明末尾至少到第 ${sequence} 条` }]
      : []
  })
}

async function floors(trx: Transaction<unknown>): Promise<AuditProblem[]> {
  const { rows } = await sql<{ chain: number; floor: bigint }>`
    select c.chain, c.floor_sequence as floor from audit.chain c
    left join lateral (
      select h.sequence, h.hash from audit.anchor_head h join audit.anchor a on a.number = h.anchor and a.kind = 'floor'
      where h.chain = c.chain order by h.anchor desc limit 1) retired on true
    where c.floor_sequence <> coalesce(retired.sequence, 0) or c.floor_hash <> coalesce(retired.hash, audit.genesis(c.chain))`.execute(trx)
  return rows.map(({ chain, floor }) => ({ chain, sequence: 1n, kind: 'truncated', about: `前 ${floor} 条记录未经归档就被移除` }))
}

/** Every anchor is recorded in the trail too: cutting the anchors' own tail leaves those records behind. */
async function recordedAnchors(trx: Transaction<unknown>): Promise<AuditProblem[]> {
  const { rows } = await sql<{ number: bigint; missing: boolean }>`
    select case when e.subject_id ~ '^[0-9]{1,18}$' then e.subject_id else '0' end::bigint as number, a.hash is null as missing from audit.entry e
    left join audit.anchor a on a.number::text = e.subject_id
    where e.action = 'anchor-audit' and e.subject_kind = 'anchor' and e.outcome = 'done'
      and encode(a.hash, 'hex') is distinct from e.detail->>'hash'
    order by 1 limit 1000`.execute(trx)
  return rows.map(({ number, missing }) =>
    missing
      ? { chain: 'anchor', sequence: number, kind: 'truncated', about: '锚点被删除，审计记录中仍有它的登记' }
      : { chain: 'anchor', sequence: number, kind: 'edited', about: '锚点与审计记录中的登记不符' },
  )
}
