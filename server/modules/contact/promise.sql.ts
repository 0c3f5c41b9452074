import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { PromiseRow } from './contract.ts'

interface PromisesWanted {
  today: string
  customerId?: bigint
  institutions?: readonly number[] | undefined
  /** only what nobody has settled; of these only what is past its day */
  open?: boolean
  overdue?: boolean
  limit: number
}

/** Promises to customers in sight, the first due first; names are unmasked. A promise stays with its customer whoever keeps it. */
export async function promisesOf(
  trx: Scoped,
  { today, customerId, institutions, open = false, overdue = false, limit }: PromisesWanted,
): Promise<PromiseRow[]> {
  const { rows } = await sql<Omit<PromiseRow, 'madeAt'> & { madeAt: Date }>`
    select * from (
      select p.id, p.customer_id::text as "customerId", c.name as "customerName", p.what, coalesce(moved.due_on, p.due_on) as "dueOn",
        p.staff_name as "staffName", p.made_at as "madeAt", coalesce(settled.kind, case when coalesce(moved.due_on, p.due_on) < ${today}::date then 'overdue' else 'open' end) as state,
        settled.proof, coalesce(settled.told_customer, false) as "toldCustomer"
      from contact.promise p
      join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = p.customer_id
      left join lateral (select s.due_on from contact.promise_step s where s.promise_id = p.id and s.kind = 'put_off' order by s.id desc limit 1) moved on true
      left join contact.promise_step settled on settled.promise_id = p.id and settled.kind <> 'put_off'
      where ${customerId === undefined ? sql`true` : sql`p.customer_id = ${customerId}`}
        and ${institutions === undefined ? sql`true` : sql`c.institution_id = any(${[...institutions]}::int[])`}
    ) p where ${open ? sql`state in ('open', 'overdue')` : sql`true`} and ${overdue ? sql`state = 'overdue'` : sql`true`}
    order by "dueOn", id limit ${limit}`.execute(trx)
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString() }))
}

/** The open promise of this key, with its customer's institution; undefined when there is none in sight. */
export async function openPromise(trx: Scoped, promiseId: string): Promise<{ customerId: bigint; institutionId: number } | undefined> {
  const { rows } = await sql<{ customerId: bigint; institutionId: number }>`
    select p.customer_id as "customerId", c.institution_id as "institutionId" from contact.promise p
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = p.customer_id
    where p.id = ${promiseId} and not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off')`.execute(
    trx,
  )
  return rows[0]
}

export interface PromiseStep {
  id: string
  kind: 'kept' | 'put_off' | 'let_go'
  proof: string
  dueOn: string | null
  toldCustomer: boolean
}

/** Adds a step; false when somebody settled the promise meanwhile. */
export async function insertStep(trx: Scoped, step: PromiseStep, by: { userId: number; name: string; at: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into contact.promise_step (promise_id, kind, proof, due_on, told_customer, user_id, staff_name, at)
    values (${step.id}, ${step.kind}, ${step.proof}, ${step.dueOn}, ${step.toldCustomer}, ${by.userId}, ${by.name}, ${by.at}) on conflict do nothing`.execute(
    trx,
  )
  return numAffectedRows === 1n
}
