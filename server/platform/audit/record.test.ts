import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { tried } from '../../../test/support/audit.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../database/pools.ts'
import { withScope, type Scope } from '../database/scope.ts'
import { anchorAudit } from './anchor.ts'
import { recordAudit, recordRefusal } from './record.ts'
import { verifyAudit } from './verify.ts'

const scope: Scope = { userId: 7, role: 'teller', institutionId: 4, institutions: [4], managerId: null }
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})

const count = async () => (await sql<{ n: number }>`select count(*)::int as n from audit.entry`.execute(databases.owner)).rows[0]?.n ?? -1
const record = (detail = {}) => withScope(databases.app, scope, (trx) => recordAudit(trx, tried({ detail })))

describe('recording', () => {
  it('keeps the entry with the act and nothing of an act rolled back; a refusal stays', async () => {
    const before = await count()
    await record()
    expect(await count()).toBe(before + 1)
    const failed = withScope(databases.app, scope, async (trx) => {
      await recordAudit(trx, tried())
      throw new Error('the act failed')
    })
    await expect(failed).rejects.toThrow('the act failed')
    expect(await count()).toBe(before + 1)
    await recordRefusal(databases.app, tried())
    const { rows } = await sql<{ outcome: string }>`select outcome from audit.entry order by id desc limit 1`.execute(databases.owner)
    expect([await count(), rows[0]?.outcome]).toEqual([before + 2, 'refused'])
  })

  it('leaves no gap after twenty writers at once, some of whom roll back and some of whose snapshots are old', async () => {
    const before = await count()
    const writer = async (number: number) => {
      for (let turn = 0; turn < 10; turn++) {
        const act = withScope(databases.app, scope, async (trx) => {
          await sql`select count(*) from audit.entry`.execute(trx)
          if (turn % 3 === 0) await sql`select pg_sleep(0.01)`.execute(trx)
          await recordAudit(trx, tried({ detail: { number, turn } }))
          if (turn % 5 === 4) throw new Error('rolled back')
        })
        const ended = await act.then(
          () => 'kept',
          (error: Error) => error.message,
        )
        if (ended !== (turn % 5 === 4 ? 'rolled back' : 'kept')) throw new Error(ended)
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_, number) => writer(number)))
    expect(await count()).toBe(before + 160)
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })

  it('finds a chain even when a long transaction sees all of them moved on', async () => {
    await withScope(databases.app, scope, async (trx) => {
      await sql`select count(*) from audit.entry`.execute(trx)
      const everyChain = `do $$ begin for n in 0..63 loop perform set_config('liuke.audit_chain', n::text, true);
        perform audit.record(1, 'a', 'teller', 4, 'try-thing', null, null, null, 'done', null, '{}'); end loop; end $$`
      await sql.raw(everyChain).execute(databases.owner)
      const { chain } = await recordAudit(trx, tried())
      expect(chain).toBeGreaterThan(63)
      expect((await recordAudit(trx, tried())).chain).toBe(chain)
    })
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })

  it('takes any text a caller can send', async () => {
    const hostile = ['\0', '\ud800', '𠮷'.repeat(600), `'; drop table audit.entry; --`, '<script>', '|'.repeat(100), 'x'.repeat(1_000_000)]
    for (const text of hostile) {
      const entry = tried({
        actor: { userId: null, login: text, role: 'none', institutionId: null },
        subject: { kind: 'customer', id: text },
        purpose: text,
        detail: { text, [text]: [text] },
      })
      await withScope(databases.app, scope, (trx) => recordAudit(trx, entry))
    }
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })

  it('verifies whatever history it was given', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    const act = fc.record({
      login: text,
      subject: text,
      purpose: fc.option(text, { nil: undefined }),
      detail: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean())),
      kept: fc.boolean(),
    })
    const acts = fc.array(act, { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(acts, fc.boolean(), async (history, anchored) => {
        const before = await count()
        for (const { login, subject, purpose, detail, kept } of history) {
          const entry = tried({
            actor: { userId: 1, login, role: 'teller', institutionId: 4 },
            subject: { kind: 'thing', id: subject },
            detail,
          })
          const work = withScope(databases.app, scope, async (trx) => {
            await recordAudit(trx, purpose === undefined ? entry : { ...entry, purpose })
            if (!kept) throw new Error('rolled back')
          })
          const ended = await work.then(
            () => 'kept',
            (error: Error) => error.message,
          )
          expect(ended).toBe(kept ? 'kept' : 'rolled back')
        }
        expect(await count()).toBe(before + history.filter((one) => one.kept).length)
        if (anchored) await anchorAudit(databases.owner)
        expect((await verifyAudit(databases.owner)).problems).toEqual([])
      }),
      { numRuns: 8 },
    )
  })
})

describe('the application role', () => {
  const attempts = [
    'insert into audit.entry select * from audit.entry limit 1',
    'update audit.entry set purpose = null',
    'delete from audit.entry',
    'truncate audit.entry',
    'update audit.chain set sequence = 0',
    'select * from audit.chain',
    'delete from audit.anchor',
    `select audit.append(e) from audit.entry e`,
    'select audit.anchor_heads()',
    `select audit.retire('{}')`,
    'alter table audit.entry disable trigger all',
    'drop table audit.entry',
    `set session_replication_role = replica`,
  ]
  it.each(attempts)('is refused: %s', async (attempt) => {
    await expect(withScope(databases.app, { ...scope, role: 'head_office' }, (trx) => sql.raw(attempt).execute(trx))).rejects.toThrow(
      /permission denied|must be owner/,
    )
  })

  it('is the owner held back too, as long as the triggers stand', async () => {
    for (const attempt of [
      'update audit.entry set purpose = null',
      'delete from audit.entry',
      'truncate audit.entry cascade',
      'delete from audit.anchor',
      'delete from audit.chain',
    ]) {
      await expect(sql.raw(attempt).execute(databases.owner)).rejects.toThrow(/append-only/)
    }
  })

  it.each([
    ['compliance_officer', true],
    ['head_office', true],
    ['outlet_president', false],
    ['relationship_manager', false],
    ['', false],
  ])('reads the trail as %s: %s', async (role, sees) => {
    await record()
    const { rows } = await withScope(databases.app, { ...scope, role }, (trx) =>
      sql<{ n: number }>`select count(*)::int as n from audit.entry`.execute(trx),
    )
    expect((rows[0]?.n ?? 0) > 0).toBe(sees)
  })
})
