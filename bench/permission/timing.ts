import { sql } from 'kysely'
import { listInput } from '../../server/modules/customer/contract.ts'
import { listCustomers } from '../../server/modules/customer/list-customers.ts'
import { openDossier } from '../../server/modules/customer/open-dossier.ts'
import { suggestCustomers } from '../../server/modules/customer/suggest-customers.ts'
import { revealField } from '../../server/modules/privacy/reveal-field.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { managersOf, outletIds } from './bank.ts'
import { quantile } from './compare.ts'

const outlet = outletIds[0] ?? 0
const scope = {
  userId: 9,
  role: 'relationship_manager',
  institutionId: outlet,
  institutions: [outlet],
  managerId: managersOf(outlet)[0] ?? 0,
}
const person = { userId: 9, login: 'bench', name: 'bench', scope }

/** Every way a manager can ask for a customer; each question is asked once only, so that nothing answers from memory. */
const ways: { name: string; ask: (databases: Databases, id: number) => Promise<unknown> }[] = [
  { name: 'dossier by id', ask: ({ app }, id) => openDossier(app, person, String(id)) },
  {
    name: 'reveal by id',
    ask: ({ app }, id) => revealField(app, person, { customerId: String(id), field: 'phone', purpose: 'bench', purposeText: '' }),
  },
  {
    name: 'list by number',
    ask: ({ app }, id) => listCustomers(app, scope, listInput.parse({ search: `C${String(id).padStart(9, '0')}` })),
  },
  { name: 'list by name', ask: ({ app }, id) => listCustomers(app, scope, listInput.parse({ search: `客户${id}` })) },
  {
    name: 'list by phone',
    ask: ({ app }, id) => listCustomers(app, scope, listInput.parse({ search: `137${String(id).padStart(8, '0')}` })),
  },
  {
    name: 'list by filter',
    ask: ({ app }, id) =>
      listCustomers(
        app,
        scope,
        listInput.parse({ filters: [{ figure: 'customer_no', op: 'in', values: [`C${String(id).padStart(9, '0')}`] }] }),
      ),
  },
  { name: 'search field by number', ask: ({ app }, id) => suggestCustomers(app, scope, `C${String(id).padStart(9, '0')}`) },
  { name: 'search field by name', ask: ({ app }, id) => suggestCustomers(app, scope, `客户${id}`) },
]

/** Nobody has numbers so high; the last four digits stay, as those of a phone may well be an own customer's. */
const nobodysFrom = 90_000_000

/** How long each way takes for customers of other outlets and for numbers that nobody has, in turn. Throws when an answer tells them apart by itself. */
export async function measureTiming(databases: Databases, runs: number): Promise<string[][]> {
  const { rows } = await sql<{ id: bigint }>`
    select customer_id as id from customer.customer where institution_id <> ${outlet} and customer_id % 97 = 5 limit ${runs * ways.length}`.execute(
    databases.owner,
  )
  const there = rows.map(({ id }) => Number(id))
  const table: string[][] = []
  for (const [number, { name, ask }] of ways.entries()) {
    const times = { there: [] as number[], nowhere: [] as number[] }
    for (let run = 0; run < runs; run++) {
      const n = number * runs + run
      const other = there[n % there.length] ?? 0
      const questions = { there: other, nowhere: other + nobodysFrom }
      const answers: string[] = []
      for (const way of run % 2 === 0 ? (['there', 'nowhere'] as const) : (['nowhere', 'there'] as const)) {
        const from = performance.now()
        const answer = await ask(databases, questions[way])
        times[way].push(performance.now() - from)
        answers.push(JSON.stringify(answer))
      }
      if (answers[0] !== answers[1])
        throw new Error(`${name} tells customer ${questions.there} of another outlet from nobody: ${answers.join(' | ')}`)
    }
    const ms = (value: number) => value.toFixed(2)
    const at = (share: number) => [ms(quantile(times.there, share)), ms(quantile(times.nowhere, share))]
    table.push([name, ...at(0.5), ...at(0.95), auc(times.there, times.nowhere).toFixed(2)])
  }
  return table
}

/** The chance that one of the first takes longer than one of the second; 0.5 when their distributions are the same. */
function auc(first: readonly number[], second: readonly number[]): number {
  let longer = 0
  for (const a of first) for (const b of second) longer += a > b ? 1 : a === b ? 0.5 : 0
  return longer / (first.length * second.length)
}
