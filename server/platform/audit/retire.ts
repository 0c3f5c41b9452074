import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql, type Transaction } from 'kysely'
import type { Database } from '../database/pools.ts'
import { anchorAudit } from './anchor.ts'
import { systemActor } from './entry.ts'
import { recordAudit } from './record.ts'

export interface Retirement {
  entries: bigint
  /** gzip of one JSON object a line, one entry each */
  file: string
  /** hex, of the gzip file; also on record in the trail */
  sha256: string
}

interface Floor {
  chain: number
  sequence: bigint
  hash: string
}

/**
 * Exports the entries before `cutoff` to a file in `folder`, then removes them, in one transaction: only beginnings of chains, only what an
 * anchor covers, and the floors are anchored too, so that verification goes on from there. Undefined when nothing is old enough.
 * `database` is the owner's handle. The caller sees to it that `cutoff` lies as far back as policy and law demand.
 */
export async function retireAudit(database: Database, cutoff: Date, folder: string): Promise<Retirement | undefined> {
  await anchorAudit(database)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return database.transaction().execute(async (trx) => {
    await sql`lock table audit.anchor in share row exclusive mode`.execute(trx)
    const floors = await floorsBefore(trx, cutoff)
    if (floors.length === 0) return undefined
    const exported = await exportEntries(trx, floors, folder, `audit-${cutoff.toISOString().slice(0, 10)}`)
    const heads = JSON.stringify(floors.map((floor) => ({ ...floor, sequence: floor.sequence.toString() })))
    const { rows } = await sql<{ gone: bigint }>`select audit.retire(array(
      select row (0, f.chain, f.sequence, decode(f.hash, 'hex'))::audit.anchor_head
      from jsonb_to_recordset(${heads}::jsonb) as f (chain int, sequence bigint, hash text) order by f.chain)) as gone`.execute(trx)
    if (rows[0]?.gone !== exported.entries)
      throw new Error(`归档写出 ${exported.entries} 条，应移除 ${rows[0]?.gone} 条，已撤销，请先运行 liuke audit verify`)
    await recordAudit(trx, {
      actor: systemActor,
      action: 'retire-audit',
      outcome: 'done',
      detail: { cutoff: cutoff.toISOString(), entries: exported.entries, file: exported.file, sha256: exported.sha256 },
    })
    return exported
  })
}

/** The last entry of every chain's unbroken beginning that is older than the cutoff and anchored. */
async function floorsBefore(trx: Transaction<unknown>, cutoff: Date): Promise<Floor[]> {
  const { rows } = await sql<Floor>`
    select c.chain, e.sequence, encode(e.hash, 'hex') as hash
    from audit.chain c
    cross join lateral (
      select h.sequence from audit.anchor_head h join audit.anchor a on a.number = h.anchor and a.kind = 'head'
      where h.chain = c.chain order by h.anchor desc limit 1) anchored
    cross join lateral (
      select coalesce((select k.sequence - 1 from audit.entry k where k.chain = c.chain and k.at >= ${cutoff} order by k.sequence limit 1), c.sequence) as old) young
    join audit.entry e on e.chain = c.chain and e.sequence = least(young.old, anchored.sequence)
    where least(young.old, anchored.sequence) > c.floor_sequence
    order by c.chain`.execute(trx)
  return rows
}

async function exportEntries(trx: Transaction<unknown>, floors: readonly Floor[], folder: string, name: string): Promise<Retirement> {
  let entries = 0n
  async function* lines() {
    for (const { chain, sequence } of floors) {
      for (let from = 0n; from < sequence;) {
        const { rows } = await sql<{ sequence: bigint; line: string }>`
          select sequence, (to_jsonb(e) || jsonb_build_object('previous_hash', encode(previous_hash, 'hex'), 'hash', encode(hash, 'hex')))::text as line
          from audit.entry e where chain = ${chain} and sequence > ${from} and sequence <= ${sequence} order by sequence limit 2000`.execute(
          trx,
        )
        const last = rows.at(-1)
        if (!last) break
        from = last.sequence
        entries += BigInt(rows.length)
        yield rows.map(({ line }) => `${line}\n`).join('')
      }
    }
  }
  const digest = createHash('sha256')
  const partial = join(folder, `.${name}.partial`)
  async function* digested(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      digest.update(chunk)
      yield chunk
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), digested, createWriteStream(partial, { mode: 0o600, flush: true }))
  const sha256 = digest.digest('hex')
  const file = join(folder, `${name}-${sha256.slice(0, 12)}.jsonl.gz`)
  await rename(partial, file)
  return { entries, file, sha256 }
}
