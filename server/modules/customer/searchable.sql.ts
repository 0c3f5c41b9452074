import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Searchable } from './search-index.ts'

/** What can be searched of the customers a scope shows, of one night; undefined when they are more than `most`. */
export async function searchableOf(trx: Scoped, businessDate: string, most: number): Promise<Searchable | undefined> {
  const text = (value: string) => sql`e'\n' || coalesce(string_agg(coalesce(translate(${sql.raw(value)}, e'\n', ''), '') || e'\n', ''), '')`
  const { rows } = await sql<Searchable & { count: number }>`
    select count(*)::int as count, coalesce(string_agg(int8send(customer_id), ''::bytea), ''::bytea) as ids,
      ${text('lower(name collate "C")')} as names, ${text('name_pinyin')} as pinyin, ${text('name_initials')} as initials,
      ${text('lower(customer_no collate "C")')} as numbers,
      ${text("case when length(phone) >= 8 then left(phone, 3) || right(phone, 4) else '' end")} as phones
    from (select customer_id, name, name_pinyin, name_initials, customer_no, phone from customer.customer
      where business_date = ${businessDate} order by customer_id limit ${most + 1}) ordered`.execute(trx)
  const [row] = rows
  return row && row.count <= most ? row : undefined
}
