import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Somebody who looks at lists all day, in a process of its own: `node reader.ts <connection as JSON>`; ends on a message and tells every answer. */
const connection = JSON.parse(process.argv[2] ?? '{}') as pg.ClientConfig
const readers = 4
const answers: Answer[] = []
let ending = false

export interface Answer {
  /** milliseconds since 1970 */
  from: number
  to: number
  rows: number
  businessDate: string
  /** customers of the list that the night's customer table lacks: half a night */
  torn: number
}

const now = () => performance.timeOrigin + performance.now()

async function read(client: pg.Client, institution: number): Promise<void> {
  const from = now()
  await client.query(
    `begin isolation level repeatable read; select set_config('liuke.institutions', '{${institution}}', true), set_config('liuke.manager', '', true)`,
  )
  const { rows: current } = await client.query<{ d: string }>('select business_date::text as d from extract.publication where is_current')
  const businessDate = current[0]?.d ?? ''
  const { rows } = await client.query<{ there: boolean }>(
    `select c.customer_id is not null as there
     from (select customer_id from customer.customer_snapshot where business_date = $1 and institution_id = $2 order by aum_fen desc nulls last, customer_id limit 50) s
     left join customer.customer c on c.business_date = $1 and c.customer_id = s.customer_id`,
    [businessDate, institution],
  )
  await client.query('commit')
  answers.push({ from, to: now(), rows: rows.length, businessDate, torn: rows.filter((row) => !row.there).length })
}

process.once('message', () => (ending = true))
await Promise.all(
  Array.from({ length: readers }, async (_, index) => {
    const client = new pg.Client({ ...connection, options: '-c role=liuke_app' })
    await client.connect()
    const { rows } = await client.query<{ id: number }>(`select id from organisation.institution where level = 'outlet' order by id`)
    for (let n = index; !ending; n++) {
      await read(client, rows[n % rows.length]?.id ?? 1)
      await sleep(4)
    }
    await client.end()
  }),
)
process.send?.(answers, undefined, undefined, () => process.disconnect())
