import { modelFileSchema, scoreSql } from '../../../learn/index.ts'
import type { Database } from '../../platform/database/pools.ts'
import { challengerOn } from './challenger.sql.ts'
import { approvedModel } from './model.sql.ts'

/** The model the night of a business date scores by: its version, and its rows as portable SQL over `attrition_feature`. */
export interface ModelInForce {
  version: number
  query: string
}

const ranks = [1, 2, 3]

function scored({ content }: { content: unknown }, whole: ReadonlySet<string>): string {
  const { model } = modelFileSchema.parse(content)
  return scoreSql(model, { from: 'attrition_feature', keys: ['customer_id'], prelude: true, whole: (name) => whole.has(name) })
}

/** Undefined while no approved model has come to its day. `owner` is the owner's handle; `whole` names the features that are whole numbers, which are scored sooner. */
export async function attritionModelAt(
  owner: Database,
  businessDate: string,
  whole: ReadonlySet<string> = new Set(),
): Promise<ModelInForce | undefined> {
  const found = await approvedModel(owner, businessDate)
  if (!found) return undefined
  const reasons = ranks.flatMap((rank) => [
    `cast(reason_${rank} as integer) as reason_${rank}`,
    `cast(reason_${rank}_bin as integer) as reason_${rank}_bin`,
    `cast(reason_${rank}_points as bigint) as reason_${rank}_points`,
  ])
  return {
    version: found.version,
    query: `select customer_id, cast(${found.version} as integer) as model_version, cast(points as bigint) as points,
  cast(round(probability * 10000) as integer) as probability_bp,
  ${reasons.join(', ')} from (
${scored(found, whole)}
) scored`,
  }
}

/** The challenger of a business date and what it says of everybody, as portable SQL; undefined while none stands beside a model in force. */
export async function challengerAt(
  owner: Database,
  businessDate: string,
  whole: ReadonlySet<string> = new Set(),
): Promise<ModelInForce | undefined> {
  const champion = await approvedModel(owner, businessDate)
  const challenger = await challengerOn(owner, businessDate)
  if (!champion || !challenger || champion.digest === challenger.digest) return undefined
  return {
    version: challenger.version,
    query: `select customer_id, cast(${challenger.version} as integer) as model_version, cast(points as bigint) as points from (
${scored(challenger, whole)}
) scored`,
  }
}
