import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { verifyAudit } from '../../platform/audit/verify.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { revealField } from './reveal-field.ts'

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const person = (scope: Person['scope']): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })
const reveal = (scope: Person['scope'], customerId: string) =>
  revealField(databases.app, person(scope), { customerId, field: 'phone', purpose: 'contact_customer', purposeText: '到期回访' })

interface Seen {
  customer_id: bigint
  institution_id: number
  phone: string | null
}
const someCustomer = async (where: string): Promise<Seen> => {
  const { rows } = await sql<Seen>`select c.customer_id, c.institution_id, c.phone from customer.customer c
    join extract.publication p on p.is_current and p.business_date = c.business_date where ${sql.raw(where)} order by 1 limit 1`.execute(
    databases.owner,
  )
  const row = rows[0]
  if (!row) throw new Error(`no customer where ${where}`)
  return row
}
const lastEntries = async (n: number) =>
  (
    await sql<
      Record<string, unknown>
    >`select action, outcome, subject_id, purpose, detail, actor_login, institution_id from audit.entry order by id desc limit ${n}`.execute(
      databases.owner,
    )
  ).rows

describe('reveal', () => {
  it('gives the clear value and puts the look, not the value, on record', async () => {
    const customer = await someCustomer('c.institution_id = 4 and c.phone is not null')
    const answer = await reveal(scopes.outlet4, customer.customer_id.toString())
    expect(answer).toEqual({ customerId: customer.customer_id.toString(), field: 'phone', value: customer.phone })
    const [entry] = await lastEntries(1)
    expect(entry).toEqual({
      action: 'reveal-field',
      outcome: 'done',
      subject_id: customer.customer_id.toString(),
      purpose: 'contact_customer',
      detail: { field: 'phone', purposeText: '到期回访' },
      actor_login: 'user3',
      institution_id: 4,
    })
    expect(JSON.stringify(entry)).not.toContain(customer.phone)
  })

  it('answers the same for a customer of another outlet, of another manager and of nobody, and records each', async () => {
    const other = await someCustomer('c.institution_id = 5')
    const colleagues = await someCustomer('c.institution_id = 4 and c.manager_id is distinct from 14')
    const answers = [
      await reveal(scopes.outlet4, other.customer_id.toString()),
      await reveal(scopes.manager14, colleagues.customer_id.toString()),
      await reveal(scopes.outlet4, '999999999999999999'),
      await reveal(scopes.outlet4, '9999999999999999999'),
    ]
    expect(answers).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    const entries = await lastEntries(4)
    expect(entries.map(({ outcome, institution_id }) => [outcome, institution_id])).toEqual(answers.map(() => ['refused', null]))
  })

  it('gives nothing that cannot be put on record', async () => {
    const customer = await someCustomer('c.institution_id = 4 and c.phone is not null')
    await sql`revoke execute on function audit.record from liuke_app`.execute(databases.owner)
    await expect(reveal(scopes.outlet4, customer.customer_id.toString())).rejects.toThrow(/permission denied/)
    await sql`grant execute on function audit.record to liuke_app`.execute(databases.owner)
  })

  it('leaves a trail that verifies', async () => expect((await verifyAudit(databases.owner)).problems).toEqual([]))
})
