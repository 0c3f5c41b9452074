import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../database/pools.ts'
import { anchorAudit } from './anchor.ts'
import { behindTheTrail, writeChain } from '../../../test/support/audit.ts'
import { verifyAudit } from './verify.ts'

let databases: Databases
let chain: number
beforeAll(async () => {
  databases = await testDatabase()
  chain = await writeChain(databases.owner, 12)
})
const problems = async () =>
  (await verifyAudit(databases.owner)).problems.map(({ chain: at, sequence, kind }) => `${at}/${sequence} ${kind}`)

/** Runs SQL as the superuser with every trigger off, verifies, and puts the trail back as it was. */
const tamper = (...statements: string[]) => behindTheTrail(databases, statements, problems)
const at = (sequence: number) => `chain = ${chain} and sequence = ${sequence}`
const rehash = (sequence: number) => `update audit.entry e set hash = audit.entry_hash(e) where ${at(sequence)}`

describe('verification', () => {
  it('finds nothing in an untouched trail and says what it looked at', async () => {
    const { chains, entries } = await verifyAudit(databases.owner)
    expect([chains, entries]).toEqual([1, 12n])
  })

  it.each([
    ['at', `at + interval '1 microsecond'`],
    ['actor_user_id', 'null'],
    ['actor_login', `actor_login || ' '`],
    ['actor_role', `'teller'`],
    ['actor_institution_id', '9'],
    ['action', `'other-act'`],
    ['subject_kind', 'null'],
    ['subject_id', `''`],
    ['institution_id', 'null'],
    ['outcome', `'refused'`],
    ['purpose', `'audit'`],
    ['detail', `detail || '{"more": 1}'`],
    ['id', 'id + 1000'],
  ])('names a row whose %s was edited', async (column, value) => {
    expect(await tamper(`update audit.entry set ${column} = ${value} where ${at(5)}`)).toEqual([`${chain}/5 edited`])
  })

  it('names the neighbour of an edited row whose hash was made to fit', async () => {
    expect(await tamper(`update audit.entry set purpose = 'x' where ${at(5)}`, rehash(5))).toEqual([`${chain}/6 broken link`])
    expect(await tamper(`update audit.entry set purpose = 'x' where ${at(12)}`, rehash(12))).toEqual([`${chain}/12 broken link`])
  })

  it('names removed rows', async () => {
    expect(await tamper(`delete from audit.entry where ${at(5)}`)).toEqual([`${chain}/5 gap`])
    expect(await tamper(`delete from audit.entry where chain = ${chain} and sequence in (1, 2, 7)`)).toEqual([
      `${chain}/1 gap`,
      `${chain}/7 gap`,
    ])
  })

  it('names swapped rows, by number and by content', async () => {
    const byNumber = [
      `update audit.entry set sequence = -1 where ${at(5)}`,
      `update audit.entry set sequence = 5 where ${at(8)}`,
      `update audit.entry set sequence = 8 where ${at(-1)}`,
    ]
    expect(await tamper(...byNumber)).toEqual(expect.arrayContaining([`${chain}/5 reordered`, `${chain}/8 reordered`]))
    const byContent = `update audit.entry a set id = -b.id, at = b.at, detail = b.detail from audit.entry b
      where a.chain = ${chain} and b.chain = ${chain} and (a.sequence, b.sequence) in ((5, 6), (6, 5))`
    expect(await tamper(byContent, 'update audit.entry set id = -id where id < 0')).toEqual([
      `${chain}/5 reordered`,
      `${chain}/6 reordered`,
    ])
  })

  it('names a cut tail, also when the chain was set back to match and when it is gone as a whole', async () => {
    const cut = `delete from audit.entry where chain = ${chain} and sequence > 9`
    const setBack = `update audit.chain set sequence = 9, hash = (select hash from audit.entry where ${at(9)}) where chain = ${chain}`
    expect(await tamper(cut)).toEqual([`${chain}/10 truncated`])
    const anchored = [() => anchorAudit(databases.owner)]
    expect(await behindTheTrail(databases, [...anchored, cut, setBack], problems)).toContain(`${chain}/10 truncated`)
    const all = [`delete from audit.entry where chain = ${chain}`, `delete from audit.chain where chain = ${chain}`]
    expect(await tamper(...all)).toEqual([`${chain}/1 truncated`])
  })

  it('names a forged row: in the middle, at the end, in a chain of its own', async () => {
    const forged = (sequence: number, place = chain) =>
      `insert into audit.entry select (audit.forge(e, ${place}, ${sequence})).* from audit.entry e where ${at(5)}`
    const helper = `create function audit.forge(e audit.entry, c int, s bigint) returns audit.entry language plpgsql as $$ begin
      e.id := 900000; e.chain := c; e.sequence := s; e.previous_hash := coalesce((select hash from audit.entry where chain = c and sequence = s - 1), audit.genesis(c));
      e.hash := audit.entry_hash(e); return e; end $$`
    const shift = [
      `update audit.entry set sequence = -sequence - 1 where chain = ${chain} and sequence > 5`,
      'update audit.entry set sequence = -sequence where sequence < 0',
    ]
    expect(await tamper(helper, ...shift, forged(6))).toContain(`${chain}/7 edited`)
    expect(await tamper(helper, forged(13))).toEqual([`${chain}/13 forged`])
    expect(await tamper(helper, forged(1, 777))).toEqual(['777/2 truncated'])
  })

  it('names a whole chain written anew, by its anchor; and anchors tampered with, by the trail', async () => {
    const anchor = () => anchorAudit(databases.owner)
    const anew = `do $$ declare e audit.entry; p bytea := audit.genesis(${chain}); begin
      for e in select * from audit.entry where chain = ${chain} order by sequence loop
        e.purpose := 'anew'; e.previous_hash := p; e.hash := audit.entry_hash(e); p := e.hash;
        update audit.entry set purpose = e.purpose, previous_hash = e.previous_hash, hash = e.hash where chain = e.chain and sequence = e.sequence;
      end loop;
      update audit.chain set hash = p where chain = ${chain}; end $$`
    expect(await behindTheTrail(databases, [anchor, anew], problems)).toContain(`${chain}/12 edited`)
    const gone = ['delete from audit.anchor_head', 'delete from audit.anchor']
    expect(await behindTheTrail(databases, [anchor, ...gone], problems)).toEqual(['anchor/1 truncated'])
    expect(await behindTheTrail(databases, [anchor, 'update audit.anchor set entries = 1'], problems)).toEqual(['anchor/1 edited'])
    const forgedAnchor = [
      'update audit.anchor set entries = 1',
      'update audit.anchor a set hash = audit.anchor_hash(a, audit.heads_of(a.number))',
    ]
    expect(await behindTheTrail(databases, [anchor, ...forgedAnchor], problems)).toEqual(['anchor/1 edited'])
  })

  it('names a beginning that went without a retirement', async () => {
    const remove = `delete from audit.entry where chain = ${chain} and sequence <= 4`
    const floor = `update audit.chain set floor_sequence = 4, floor_hash = (select previous_hash from audit.entry where ${at(5)}) where chain = ${chain}`
    expect(await tamper(remove, floor)).toEqual([`${chain}/1 truncated`])
  })

  it('holds the trail against an anchor noted outside', async () => {
    const verify = (hash: string) => async () =>
      (await verifyAudit(databases.owner, { noted: { number: 1n, hash } })).problems.map(({ kind }) => kind)
    expect(await verify('00')()).toEqual(['truncated'])
    expect(await behindTheTrail(databases, [() => anchorAudit(databases.owner)], verify('00'))).toEqual(['edited'])
  })

  it('finds any single change of any row, whatever it is', async () => {
    const change = fc.record({
      sequence: fc.integer({ min: 1, max: 12 }),
      how: fc.constantFrom('delete', 'purpose', 'rehashed', 'swap'),
      other: fc.integer({ min: 1, max: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ sequence, how, other }) => {
        const statements = {
          delete: [`delete from audit.entry where ${at(sequence)}`],
          purpose: [`update audit.entry set purpose = 'changed' where ${at(sequence)}`],
          rehashed: [`update audit.entry set purpose = 'changed' where ${at(sequence)}`, rehash(sequence)],
          swap: [
            `update audit.entry set sequence = -1 where ${at(sequence)}`,
            `update audit.entry set sequence = ${sequence} where ${at(other)}`,
            `update audit.entry set sequence = ${other} where ${at(-1)}`,
          ],
        }[how]
        const found = await tamper(...statements)
        expect(found.length > 0).toBe(how !== 'swap' || sequence !== other)
      }),
      { numRuns: 12 },
    )
  })

  it('finds nothing once every change was put back', async () => expect(await problems()).toEqual([]))
})
