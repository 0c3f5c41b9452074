import { sql } from 'kysely'
import { z } from 'zod'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../database/pools.ts'
import { withScope, type Scope } from '../database/scope.ts'
import type { Person } from '../http/context.ts'
import { enqueue } from './enqueue.sql.ts'
import { startJobs, type Jobs, type JobsOptions } from './start-jobs.ts'
import { asPerson, asSystem, taskKind } from './task.ts'

const scope: Scope = { userId: 7, role: 'teller', institutionId: 4, institutions: [4], managerId: null }
const lina: Person = { userId: 7, login: 'lina', name: '李娜', scope }
const note = taskKind('note-thing', z.object({ thing: z.string() }))
const tidy = taskKind('tidy-up', z.object({}))

let databases: Databases
let running: Jobs | undefined
beforeAll(async () => {
  databases = await testDatabase()
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await sql`delete from graphile_worker._private_jobs`.execute(databases.owner)
})

const start = (options: Pick<JobsOptions, 'tasks'> & Partial<JobsOptions>): void => {
  running = startJobs({ pool: databases.ownerPool, personOf: async () => lina, onTrouble: () => undefined, ...options })
}
const ask = (thing: string, by: Scope = scope) => withScope(databases.app, by, (trx) => enqueue(trx, note, { thing }))
const waiting = async () => (await sql`select from graphile_worker._private_jobs`.execute(databases.owner)).rows.length

it('runs a job for whoever asked, with the rights of now', async () => {
  const seen: unknown[] = []
  const askers: unknown[] = []
  const people: Record<number, Person | undefined> = { 7: lina }
  await ask('first')
  await ask('second', { ...scope, userId: 8 })
  start({
    tasks: [
      asPerson(
        note,
        async (person, { thing }, { attempt, last }) => void seen.push([person.login, thing, attempt, last]),
        async ({ thing }) => void seen.push(['nobody', thing]),
      ),
    ],
    personOf: async (asker) => {
      askers.push(asker)
      return people[asker.userId]
    },
  })
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(2)
  expect(seen).toEqual(
    expect.arrayContaining([
      ['lina', 'first', 1, false],
      ['nobody', 'second'],
    ]),
  )
  expect(askers).toContainEqual({ userId: 7, role: 'teller', managerId: null, topInstitutionId: 4 })
  await expect.poll(waiting).toBe(0)
})

it('keeps a job only with the act that asked for it', async () => {
  const act = withScope(databases.app, scope, async (trx) => {
    await enqueue(trx, note, { thing: 'never' })
    throw new Error('the act failed')
  })
  await expect(act).rejects.toThrow('the act failed')
  expect(await waiting()).toBe(0)
})

it('lets the web’s role neither read nor change the queue', async () => {
  for (const statement of [
    'select from graphile_worker._private_jobs',
    'delete from graphile_worker._private_jobs',
    "select graphile_worker.add_job('x')",
  ]) {
    await expect(sql.raw(statement).execute(databases.app)).rejects.toThrow(/permission denied/)
  }
})

it('reports a run that fails, tries again, and tells the last one', async () => {
  const troubles: unknown[] = []
  const runs: boolean[] = []
  await withScope(databases.app, scope, (trx) => enqueue(trx, note, { thing: 'bad' }, { mostAttempts: 2 }))
  const bad = asSystem(note, async (_payload, { last }) => {
    runs.push(last)
    throw new Error('no such thing')
  })
  start({ tasks: [bad], onTrouble: (error) => troubles.push(error) })
  await expect.poll(() => runs, { timeout: 15_000 }).toEqual([false, true])
  await expect.poll(() => troubles.length).toBe(2)
  expect(String(troubles[0])).toMatch(/note-thing/)
})

it('takes up at once what a process that was killed had begun, once', async () => {
  await ask('cut off')
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-dead', attempts = 1`.execute(databases.owner)
  await sql`insert into platform.job_worker (worker_id, host_key) values ('worker-dead', 4711)`.execute(databases.owner)
  const seen: string[] = []
  start({ tasks: [asSystem(note, async ({ thing }) => void seen.push(thing))] })
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['cut off'])
  await expect.poll(waiting).toBe(0)
  const left = await sql`select from platform.job_worker where worker_id = 'worker-dead'`.execute(databases.owner)
  expect(left.rows).toEqual([])
})

it('leaves a living process its jobs', async () => {
  await ask('held')
  const holder = await databases.ownerPool.connect()
  await holder.query('select pg_advisory_lock(4712)')
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-alive'`.execute(databases.owner)
  await sql`insert into platform.job_worker (worker_id, host_key) values ('worker-alive', 4712)`.execute(databases.owner)
  const seen: string[] = []
  start({ tasks: [asSystem(note, async ({ thing }) => void seen.push(thing))] })
  await ask('free')
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['free'])
  expect(await waiting()).toBe(1)
  await holder.query('select pg_advisory_unlock_all()')
  holder.release()
})

it('asks a job under way to end, and does it again at the next start', async () => {
  let begun = 0
  await ask('long')
  const long = asSystem(note, async (_payload, { signal }) => {
    begun++
    if (begun > 1) return
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('asked to end'))))
  })
  start({ tasks: [long] })
  await expect.poll(() => begun, { timeout: 10_000 }).toBe(1)
  await running?.stop()
  start({ tasks: [long] })
  await expect.poll(() => begun, { timeout: 15_000 }).toBe(2)
})

it('runs jobs of the clock without anybody asking', async () => {
  let tidied = 0
  start({ tasks: [asSystem(tidy, async () => void tidied++)], recurring: [{ kind: tidy, at: '* * * * *' }] })
  const known = async () => (await sql`select identifier from graphile_worker._private_known_crontabs`.execute(databases.owner)).rows
  await expect.poll(known, { timeout: 10_000 }).toEqual([{ identifier: 'tidy-up' }])
  await databases.owner.transaction().execute((trx) => enqueue(trx, tidy, {}))
  await expect.poll(() => tidied, { timeout: 10_000 }).toBe(1)
})
