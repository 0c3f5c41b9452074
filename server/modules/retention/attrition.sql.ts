import { sql } from 'kysely'
import { asked } from '../../platform/database/asked.ts'
import type { Scoped } from '../../platform/database/scope.ts'

/** A feature of the model as it is kept; see learn/model.ts. */
export type KeptFeature =
  | { kind: 'number'; name: string; cuts: string[] }
  | { kind: 'share'; name: string; of: [string, string]; cuts: string[] }
  | { kind: 'category'; name: string; levels: string[] }

/** A customer's chance to leave by the model of that night. */
export interface AttritionRecord {
  probabilityBp: number
  modelVersion: number
  /** the first business date the model scores */
  modelFrom: string
  /** strongest first; `bin` counts from 0, points are millionths of log-odds */
  reasons: { feature: KeptFeature; bin: number; points: number }[]
}

/** Undefined when no model was in force, or the customer is outside the rates or the scope. */
export async function attritionOfCustomer(trx: Scoped, businessDate: string, customerId: bigint): Promise<AttritionRecord | undefined> {
  return (await attritionOfCustomers(trx, businessDate, [customerId])).get(customerId)
}

/** The same of several customers; who has no score is not in it. */
export async function attritionOfCustomers(
  trx: Scoped,
  businessDate: string,
  customerIds: readonly bigint[],
): Promise<Map<bigint, AttritionRecord>> {
  const { rows } = await sql<AttritionRecord & { customerId: bigint }>`
    select a.customer_id as "customerId", a.probability_bp as "probabilityBp", a.model_version as "modelVersion", m.valid_from as "modelFrom",
      (select coalesce(jsonb_agg(jsonb_build_object('feature', (m.content #> array['model', 'features', r.feature::text]) - 'points' - 'rows', 'bin', r.bin, 'points', r.points)
          order by r.place), '[]')
        from (values (1, a.reason_1, a.reason_1_bin, a.reason_1_points), (2, a.reason_2, a.reason_2_bin, a.reason_2_points),
          (3, a.reason_3, a.reason_3_bin, a.reason_3_points)) r (place, feature, bin, points) where r.feature is not null) as reasons
    from ${asked(customerIds)}
    join retention.attrition a on a.business_date = ${businessDate} and a.customer_id = asked
    join retention.model m on m.version = a.model_version`.execute(trx)
  return new Map(rows.map(({ customerId, ...record }) => [customerId, record]))
}

/** The version that scored the customers of a night; null: no model did, and chances are those of the rule of signals. Looks at one row within the scope. */
export async function scoringModel(trx: Scoped, businessDate: string): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    select model_version as version from retention.attrition where business_date = ${businessDate} limit 1`.execute(trx)
  return rows[0]?.version ?? null
}
