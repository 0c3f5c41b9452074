import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { hotCopy } from './hot-copy.ts'
import { socketDirOf } from './socket-dir.ts'

const root = mkdtempSync(join(tmpdir(), 'liuke-hot-copy-'))
const folder = (name: string) => join(root, name, 'postgres')
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  for (const name of ['busy', 'copy']) rmSync(socketDirOf(join(folder(name), 'data')), { recursive: true, force: true })
})

it(
  'copies a server that is being written to: all that was acknowledged before, nothing half, and it starts',
  { timeout: 60_000 },
  async () => {
    const busy = await startEmbedded(folder('busy'))
    const writer = new pg.Client(busy.connection)
    const copier = new pg.Client(busy.connection)
    await Promise.all([writer.connect(), copier.connect()])
    await writer.query('create table first (n int primary key); create table second (n int primary key)')
    let copying = true
    let written = 0
    const writing = (async () => {
      while (copying) {
        await writer.query(`with a as (insert into first values (${written}) returning n) insert into second select n from a`)
        written++
        if (written % 50 === 0) await writer.query(`create table gone_${written} as select * from first; drop table gone_${written}`)
      }
    })()
    while (written < 100) await new Promise((resolve) => setTimeout(resolve, 5))
    const before = written
    await hotCopy(copier, join(folder('busy'), 'data'), join(folder('copy'), 'data'))
    copying = false
    await writing
    await Promise.all([writer.end(), copier.end()])
    await busy.stop()

    const copy = await startEmbedded(folder('copy'))
    const reader = new pg.Client(copy.connection)
    await reader.connect()
    const { rows } = await reader.query<{ rows: number; last: number; apart: number }>(
      `select count(*)::int as rows, max(f.n) as last, count(*) filter (where s.n is null)::int as apart from first f full join second s on s.n = f.n`,
    )
    await reader.end()
    await copy.stop()
    expect(rows[0]?.rows).toBe((rows[0]?.last ?? 0) + 1)
    expect(rows[0]?.rows).toBeGreaterThanOrEqual(before)
    expect(rows[0]?.rows).toBeLessThanOrEqual(written)
    expect(rows[0]?.apart).toBe(0)
  },
)
