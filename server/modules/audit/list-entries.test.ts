import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { tried } from '../../../test/support/audit.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { scopes } from '../../../test/support/published-bank.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { monthsBefore } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { listEntries, type ListEntries } from './list-entries.ts'
import { onlineMonths } from './retention.rules.ts'

let databases: Databases
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })
const compliance = person({ ...scopes.bank, role: 'compliance_officer' })

beforeAll(async () => {
  databases = await testDatabase()
  for (let n = 0; n < 12; n++) await recordRefusal(databases.owner, tried({ subject: { kind: 'thing', id: String(n % 3) }, detail: { n } }))
})

async function list(input: Partial<ListEntries> = {}) {
  const page = await listEntries(databases.app, compliance, { action: 'try-thing', limit: 200, ...input })
  if (page === 'FORBIDDEN') throw new Error(page)
  return page
}
const numbers = (page: Awaited<ReturnType<typeof list>>) => page.rows.map(({ detail }) => detail['n'])

describe('the list', () => {
  it('goes page by page, newest first, whatever is written meanwhile', async () => {
    const seen: unknown[] = []
    let after: string | undefined
    do {
      const page = await list(after === undefined ? { limit: 5 } : { limit: 5, after })
      seen.push(...numbers(page))
      after = page.next ?? undefined
      await recordRefusal(databases.owner, tried({ action: 'list-audit' }))
    } while (after !== undefined)
    expect(seen).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  it.each<[string, Partial<ListEntries>, unknown[]]>([
    ['subject', { subjectKind: 'thing', subjectId: '1' }, [10, 7, 4, 1]],
    ['person', { actorLogin: 'nobody' }, []],
    ['outcome', { outcome: 'done' }, []],
    ['institution', { institutionId: 5 }, []],
    ['time', { to: '2020-01-01T00:00:00Z' }, []],
    ['SQL in a filter', { actorLogin: `' or true --` }, []],
  ])('filters by %s', async (_what, filter, expected) => expect(numbers(await list(filter))).toEqual(expected))

  it('is itself on record', async () => {
    await list({ subjectId: '2' })
    const { rows } = await sql`select action, outcome, detail from audit.entry order by id desc limit 1`.execute(databases.owner)
    expect(rows).toEqual([{ action: 'list-audit', outcome: 'done', detail: { action: 'try-thing', subjectId: '2' } }])
  })

  it.each(Object.entries(scopes).filter(([, scope]) => scope.role !== 'head_office'))(
    'is refused to %s, on record',
    async (_name, scope) => {
      expect(await listEntries(databases.app, person(scope), { limit: 1 })).toBe('FORBIDDEN')
      const { rows } = await sql`select action, outcome, actor_user_id from audit.entry order by id desc limit 1`.execute(databases.owner)
      expect(rows).toEqual([{ action: 'list-audit', outcome: 'refused', actor_user_id: scope.userId }])
    },
  )
})

describe('retention', () => {
  it.each([
    ['2026-11-22', 36, '2023-11-22'],
    ['2026-08-31', 6, '2026-02-28'],
    ['2028-08-31', 6, '2028-02-29'],
    ['2026-01-15', 1, '2025-12-15'],
  ])('%s less %i months is %s', (date, months, before) => expect(monthsBefore(date, months)).toBe(before))

  it('is never shorter than the law', () => {
    expect(onlineMonths(6, 6)).toBe(6)
    expect(() => onlineMonths(5, 6)).toThrow(/少于最低要求/)
  })
})
