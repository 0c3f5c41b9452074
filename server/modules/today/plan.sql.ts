import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { ContactPurpose } from '../privacy/index.ts'
import type { CustomerClass, PlanChannel, Reason, Why } from './contract.ts'
import type { DayPrices } from './explain.rules.ts'

export type PlanCause = 'first' | 'wish' | 'night' | 'permission' | 'handover'

/** A plan as it is kept; never changed. */
export interface PlanRecord {
  id: bigint
  managerId: number
  institutionId: number
  planDate: string
  revision: number
  businessDate: string
  fingerprint: string
  cause: PlanCause
  workingDay: boolean
  valueFen: bigint
  boundFen: bigint
  limits: DayPrices['limits']
  floorC: number
  floorPriceFen: bigint
  candidates: number
  madeAt: Date
  items: PlanItemRecord[]
  prospects: PlanProspectRecord[]
}

export interface PlanItemRecord {
  place: number
  customerId: bigint
  channel: PlanChannel
  purpose: ContactPurpose
  class: CustomerClass
  pinned: boolean
  valueFen: bigint
  reasons: Reason[]
  why: Why
}

/** Somebody who is no customer yet, on a plan (M31); places run through customers and prospects. */
export interface PlanProspectRecord extends Pick<PlanItemRecord, 'place' | 'channel' | 'valueFen' | 'reasons' | 'why'> {
  prospectId: string
}

const planColumns = sql`id, manager_id as "managerId", institution_id as "institutionId", plan_date as "planDate", revision,
  business_date as "businessDate", fingerprint, cause, working_day as "workingDay", value_fen as "valueFen", bound_fen as "boundFen", limits,
  floor_c as "floorC", floor_price_fen as "floorPriceFen", candidates, made_at as "madeAt"`

/** Keys and amounts travel as text: JSON numbers end at 2^53. */
type ItemRow = Omit<PlanItemRecord, 'customerId' | 'valueFen'> & { customerId: string; valueFen: string }
type ProspectRow = Omit<PlanProspectRecord, 'valueFen'> & { valueFen: string }
const planWithItems = sql`${planColumns}, (
  select coalesce(json_agg(json_build_object('place', place, 'customerId', customer_id::text, 'channel', channel, 'purpose', purpose, 'class', class,
    'pinned', pinned, 'valueFen', i.value_fen::text, 'reasons', reasons, 'why', why) order by place), '[]') from today.plan_item i where i.plan_id = plan.id) as items, (
  select coalesce(json_agg(json_build_object('place', place, 'prospectId', prospect_id, 'channel', channel, 'valueFen', p.value_fen::text, 'reasons', reasons,
    'why', why) order by place), '[]') from today.plan_prospect p where p.plan_id = plan.id) as prospects`

/** The plan of an earlier day, as far as it is held against what was done. */
export interface PlanBefore {
  planDate: string
  items: Pick<PlanItemRecord, 'customerId' | 'channel'>[]
}

/** The newest revisions of a manager's plan of a day, and of the last day before it that had one. */
export async function plansUntil(
  trx: Database,
  managerId: number,
  planDate: string,
): Promise<{ plan: PlanRecord | undefined; before: PlanBefore | undefined }> {
  const [plans, earlier] = await Promise.all([
    sql<Omit<PlanRecord, 'items' | 'prospects'> & { items: ItemRow[]; prospects: ProspectRow[] }>`
      select ${planWithItems} from today.plan where manager_id = ${managerId} and plan_date = ${planDate}::date order by revision desc limit 1`.execute(
      trx,
    ),
    sql<{ planDate: string; items: Pick<ItemRow, 'customerId' | 'channel'>[] }>`
      select plan_date as "planDate", (
        select coalesce(json_agg(json_build_object('customerId', customer_id::text, 'channel', channel) order by place), '[]')
        from today.plan_item i where i.plan_id = plan.id) as items
      from today.plan where manager_id = ${managerId} and plan_date < ${planDate}::date order by plan_date desc, revision desc limit 1`.execute(
      trx,
    ),
  ])
  const [plan] = plans.rows.map((row) => ({
    ...row,
    items: row.items.map((item) => ({ ...item, customerId: BigInt(item.customerId), valueFen: BigInt(item.valueFen) })),
    prospects: row.prospects.map((item) => ({ ...item, valueFen: BigInt(item.valueFen) })),
  }))
  const [before] = earlier.rows.map((row) => ({
    ...row,
    items: row.items.map((item) => ({ ...item, customerId: BigInt(item.customerId) })),
  }))
  return { plan, before }
}

export type NewPlan = Omit<PlanRecord, 'id' | 'revision'> & { madeBy: number | null }

/** Keeps a plan as a revision of its day. A revision that is there already is a unique violation. */
export async function insertPlan(trx: Database, plan: NewPlan, revision: number): Promise<PlanRecord> {
  const { rows } = await sql<Omit<PlanRecord, 'items' | 'prospects'>>`
    insert into today.plan (manager_id, institution_id, plan_date, revision, business_date, fingerprint, cause, working_day, value_fen, bound_fen, limits,
      floor_c, floor_price_fen, candidates, made_by, made_at)
    values (${plan.managerId}, ${plan.institutionId}, ${plan.planDate}, ${revision}, ${plan.businessDate}, ${plan.fingerprint}, ${plan.cause},
      ${plan.workingDay}, ${plan.valueFen}, ${plan.boundFen}, ${JSON.stringify(plan.limits)}::jsonb, ${plan.floorC}, ${plan.floorPriceFen},
      ${plan.candidates}, ${plan.madeBy}, ${plan.madeAt})
    returning ${planColumns}`.execute(trx)
  const [kept] = rows
  if (!kept) throw new Error('insert without a row')
  const items = plan.items.map((item) => ({ ...item, customerId: String(item.customerId), valueFen: String(item.valueFen) }))
  await sql`
    insert into today.plan_item (plan_id, place, customer_id, channel, purpose, class, pinned, value_fen, reasons, why)
    select ${kept.id}, place, "customerId", channel, purpose, class, pinned, "valueFen", reasons, why
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as i (place int, "customerId" bigint, channel text, purpose text, class text, pinned boolean, "valueFen" bigint, reasons jsonb, why jsonb)`.execute(
    trx,
  )
  if (plan.prospects.length > 0) await insertProspects(trx, kept.id, plan.prospects)
  return { ...kept, items: plan.items, prospects: plan.prospects }
}

async function insertProspects(trx: Database, planId: bigint, prospects: readonly PlanProspectRecord[]): Promise<void> {
  const rows = prospects.map((item) => ({ ...item, valueFen: String(item.valueFen) }))
  await sql`
    insert into today.plan_prospect (plan_id, place, prospect_id, channel, value_fen, reasons, why)
    select ${planId}, place, "prospectId", channel, "valueFen", reasons, why
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as i (place int, "prospectId" uuid, channel text, "valueFen" bigint, reasons jsonb, why jsonb)`.execute(trx)
}
