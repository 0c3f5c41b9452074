import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** One term that matures soon or matured lately; fen. */
export interface Maturity {
  termNo: string
  productName: string
  maturesOn: string
  /** negative = days since it matured */
  daysToMaturity: number
  amountFen: bigint
  captured30dFen: bigint | null
}

/** The terms of one customer, the next to mature first, then the latest matured, of the night of a business date. */
export async function maturitiesOfCustomer(trx: Scoped, businessDate: string, customerId: bigint): Promise<Maturity[]> {
  const { rows } = await sql<Maturity>`
    select term_no as "termNo", product_name as "productName", matures_on as "maturesOn", days_to_maturity as "daysToMaturity", amount_fen as "amountFen",
      captured_30d_fen as "captured30dFen"
    from retention.maturity where business_date = ${businessDate} and customer_id = ${customerId}
    order by days_to_maturity < 0, abs(days_to_maturity), term_no`.execute(trx)
  return rows
}

/** What of the matured amount stayed, in fen, summed over counted customers. */
export interface CaptureTotals {
  captured3dFen: bigint
  captured7dFen: bigint
}

/** Captured amounts of the terms that matured on the days after `from` up to `to`, of the night of a business date. */
export async function captureTotals(
  trx: Scoped,
  { businessDate, institutions, from, to }: { businessDate: string; institutions: readonly number[]; from: string; to: string },
): Promise<CaptureTotals> {
  const { rows } = await sql<CaptureTotals>`
    select coalesce(sum(captured_3d_fen), 0)::bigint as "captured3dFen", coalesce(sum(captured_7d_fen), 0)::bigint as "captured7dFen"
    from retention.maturity
    where business_date = ${businessDate} and institution_id = any (${[...institutions]}::integer[]) and counted and matures_on > ${from} and matures_on <= ${to}`.execute(
    trx,
  )
  return rows[0] ?? { captured3dFen: 0n, captured7dFen: 0n }
}
