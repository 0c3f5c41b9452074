import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { compliance, personOf } from '../../../test/support/leave-acts.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { publishWarnings } from '../../../test/support/warned-bank.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { showRecord } from './show-record.ts'

const databases = await testDatabase()

beforeAll(async () => {
  await publishBank(databases)
  await publishWarnings(databases.owner)
})

async function recordOf(scope: Scope, institutionId?: number) {
  const found = await showRecord(databases.app, personOf(scope), institutionId)
  if (typeof found === 'string') throw new Error(found)
  return found
}

describe('the record of the signals', () => {
  it('is of the whole bank for whoever may read it, without naming an outlet', async () => {
    const found = await recordOf(scopes.outlet4)
    expect(found).toMatchObject({
      from: '2026-07-31',
      until: '2026-07-31',
      atLeast: 30,
      leaving: { months: 3, leftAtMostBp: 5000, floorFen: '2000000' },
      base: { warned: 2000, hasLeft: 38, rateBp: 190 },
    })
    const of = (signal: string) => found.signals.find((one) => one.signal === signal)
    expect(of('own_name_outflow')).toMatchObject({
      on: true,
      policyKey: 'warning.own_name_outflow.on',
      warned: 484,
      hasLeft: 31,
      rateBp: 640,
      lead: { quarter: 12, median: 12, threeQuarters: 40 },
      now: 1,
      verdict: 'works',
    })
    expect(of('cooling')).toMatchObject({ warned: 20, hasLeft: 10, verdict: 'too_few' })
    expect(of('complaint')).toMatchObject({ warned: 0, rateBp: null, lowBp: null, lead: null, verdict: 'no_data' })
  })

  it('is of an outlet alone when asked', async () => {
    expect((await recordOf(scopes.bank, 5)).base).toEqual({ warned: 1000, hasLeft: 18, rateBp: 180 })
    expect((await recordOf(compliance, 4)).signals.find(({ signal }) => signal === 'own_name_outflow')).toMatchObject({
      warned: 200,
      hasLeft: 20,
    })
  })

  it('is not for who only keeps customers, and knows no outlet outside the scope; both are on record', async () => {
    expect(await showRecord(databases.app, personOf(scopes.manager14), undefined)).toBe('FORBIDDEN')
    expect(await showRecord(databases.app, personOf(scopes.outlet4), 5)).toBe('NOT_FOUND')
    const { rows } = await sql`select action, outcome from audit.entry order by id desc limit 2`.execute(databases.owner)
    expect(rows).toEqual(Array.from({ length: 2 }, () => ({ action: 'show-warning-record', outcome: 'refused' })))
  })

  it('shows a signal that is switched off as off', async () => {
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason) values ('warning.cooling.on', '2026-01-01', 1, 'off', 'code', 'M07', '没有作用')`.execute(
      databases.owner,
    )
    const found = await recordOf(scopes.bank)
    expect(found.signals.find(({ signal }) => signal === 'cooling')?.on).toBe(false)
  })
})
