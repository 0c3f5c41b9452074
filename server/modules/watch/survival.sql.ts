import { sql, type RawBuilder } from 'kysely'
import type { LifetimeCount } from '../../../learn/index.ts'
import type { Watched } from './in-watch.ts'

/** Lifetimes of one group, counted. */
export interface GroupLifetimes extends LifetimeCount {
  key: string
  /** of an outlet or a manager */
  name: string | null
}

/** Bits of watch.survival.programmes (survival.yml). */
export const programmeBits = {
  payroll: 32,
  pension: 64,
  fund_plan: 1,
  regular_premium_insurance: 2,
  bill_payment: 4,
  merchant_acquiring: 8,
  loan: 16,
  none: 0,
} as const

const lifetimes = sql`w.months as periods, sum(w.ended)::integer as ended, sum(w.last_seen)::integer as censored`
const mine = ({ businessDate, institutions }: Watched) =>
  sql`w.business_date = ${businessDate} and w.institution_id = any (${[...institutions]}::integer[])`

/** Lifetimes of everybody in sight, as one group. */
export async function lifetimesOfAll(watched: Watched): Promise<LifetimeCount[]> {
  const { rows } = await sql<LifetimeCount>`select ${lifetimes} from watch.survival w where ${mine(watched)} group by w.months`.execute(
    watched.trx,
  )
  return rows
}

const groupings: Record<'tier' | 'products' | 'outlet' | 'manager', { key: RawBuilder<unknown>; name: RawBuilder<unknown> }> = {
  tier: { key: sql`w.tier`, name: sql`null::text` },
  products: { key: sql`w.products::text`, name: sql`null::text` },
  outlet: { key: sql`w.institution_id::text`, name: sql`max(i.name)` },
  manager: { key: sql`concat(w.institution_id, '-', w.manager_id)`, name: sql`max(m.name)` },
}

/** Lifetimes by tier or products at entry, outlet or manager of the night. */
export async function lifetimesBy(watched: Watched, by: keyof typeof groupings): Promise<GroupLifetimes[]> {
  const { key, name } = groupings[by]
  const { rows } = await sql<GroupLifetimes>`
    select ${key} as key, ${name} as name, ${lifetimes}
    from watch.survival w left join organisation.institution i on i.id = w.institution_id left join organisation.staff m on m.id = w.manager_id
    where ${mine(watched)} group by 1, w.months`.execute(watched.trx)
  return rows
}

/** Lifetimes by programme at entry; who had several counts in each. */
export async function lifetimesByProgramme(watched: Watched): Promise<GroupLifetimes[]> {
  const bits = Object.entries(programmeBits).map(([code, bit]) => sql`(${code}, ${bit})`)
  const { rows } = await sql<GroupLifetimes>`
    select p.code as key, null::text as name, ${lifetimes}
    from watch.survival w join (values ${sql.join(bits)}) p (code, bit)
      on case when p.bit::integer = 0 then w.programmes = 0 else w.programmes & p.bit::integer <> 0 end
    where ${mine(watched)} group by 1, w.months`.execute(watched.trx)
  return rows
}
