import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { BoardColumn, CaseState, LeaveReason, OpenInput } from './contract.ts'

/** A case with its customer as the night in force has them; names are unmasked, amounts in fen. */
export interface CaseRecord {
  id: string
  customerId: bigint
  customerNo: string
  name: string | null
  tier: string
  institutionId: number
  institutionName: string
  managerName: string | null
  state: CaseState
  source: OpenInput['source']
  reason: LeaveReason
  destinationBank: string | null
  leavingFen: bigint | null
  atStakeFen: bigint
  atStakeOn: string
  fraudChecked: boolean
  userId: number
  staffName: string
  openedOn: string
  changedAt: Date
  saidOn: string | null
  keptFen: bigint | null
  broughtInFen: bigint | null
  seenOn: string | null
  winBackOn: string[]
  winBacks: number
}

const records = sql`
  select l.id, l.customer_id as "customerId", c.customer_no as "customerNo", c.name, coalesce(s.tier, 'long_tail') as tier,
    c.institution_id as "institutionId", i.name as "institutionName", m.name as "managerName", l.state, l.source, l.reason,
    l.destination_bank as "destinationBank", l.leaving_fen as "leavingFen", l.at_stake_fen as "atStakeFen", l.at_stake_on as "atStakeOn",
    l.fraud_checked as "fraudChecked", l.user_id as "userId", l.staff_name as "staffName", l.opened_on as "openedOn", l.changed_at as "changedAt",
    l.said_on as "saidOn", l.kept_fen as "keptFen", l.brought_in_fen as "broughtInFen", l.seen_on as "seenOn",
    l.win_back_on::text[] as "winBackOn", l.win_backs as "winBacks"
  from retention.leave_case l
  join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = l.customer_id
  left join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
  join organisation.institution i on i.id = c.institution_id
  left join organisation.staff m on m.id = c.manager_id`

const among = async (trx: Scoped, condition: RawBuilder<unknown>): Promise<CaseRecord[]> =>
  (await sql<CaseRecord>`${records} where ${condition}`.execute(trx)).rows

const oneOf = (ownerId: number | undefined) => (ownerId === undefined ? sql`true` : sql`l.user_id = ${ownerId}`)

/** A case in sight; with `ownerId`, only one they opened. */
export async function findCase(trx: Scoped, id: string, ownerId?: number): Promise<CaseRecord | undefined> {
  return (await among(trx, sql`l.id = ${id} and ${oneOf(ownerId)}`))[0]
}

export interface BoardWish {
  institutions: readonly number[]
  /** only those they opened */
  ownerId: number | undefined
  decidedSince: string
  today: string
}

const onBoard = ({ institutions, ownerId, decidedSince, today }: BoardWish) =>
  sql`c.institution_id = any (${[...institutions]}::int[]) and ${oneOf(ownerId)}
    and (l.state in ('opened', 'talking', 'waiting', 'said_stayed')
      or (l.changed_at at time zone 'Asia/Shanghai')::date >= ${decidedSince}
      or (l.state = 'left' and l.win_back_on[l.win_backs + 1] <= ${today}))`

/** Cases for the board: those under way, those decided since a day, and those left whose next win-back is due by `today`. The most recently moved first. */
export const boardCases = (trx: Scoped, given: BoardWish): Promise<CaseRecord[]> =>
  among(trx, sql`${onBoard(given)} order by l.changed_at desc, l.id limit 500`)

/** How many cases each column of the board has, and how many of its decided ones stayed, wholly or in part: all of them, however many cards a board shows. */
export async function boardCounts(trx: Scoped, given: BoardWish): Promise<{ column: BoardColumn; cases: number; kept: number }[]> {
  const { rows } = await sql<{ column: BoardColumn; cases: number; kept: number }>`
    select case when l.state in ('opened', 'talking', 'waiting', 'said_stayed') then l.state
        when l.state = 'left' and l.win_back_on[l.win_backs + 1] <= ${given.today} then 'win_back' else 'decided' end as column,
      count(*)::int as cases, count(*) filter (where l.state in ('kept', 'partly'))::int as kept
    from retention.leave_case l
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = l.customer_id
    where ${onBoard(given)} group by 1`.execute(trx)
  return rows
}

/** The open case of a customer. */
export async function openCaseOf(trx: Scoped, customerId: bigint): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from retention.leave_case
    where customer_id = ${customerId} and state in ('opened', 'talking', 'waiting', 'said_stayed')`.execute(trx)
  return rows[0]?.id
}

/** What is needed of a customer in sight before a case: unmasked, fen. */
export interface Stake {
  customerNo: string
  name: string | null
  /** full years; null = not known */
  age: number | null
  institutionId: number
  institutionName: string
  managerName: string | null
  bucket: string
  tier: string
  aumFen: bigint
  outflow7dFen: bigint | null
  businessDate: string
}

export async function stakeOf(trx: Scoped, customerId: bigint, today: string): Promise<Stake | undefined> {
  const { rows } = await sql<Stake>`
    select c.customer_no as "customerNo", c.name, extract(year from age(${today}::date, c.birth_date))::int as age, c.institution_id as "institutionId", i.name as "institutionName",
      m.name as "managerName", case when c.not_for_marketing then 'not_for_marketing' else s.bucket end as bucket, s.tier, s.aum_fen as "aumFen",
      s.outflow_7d_fen as "outflow7dFen", c.business_date as "businessDate"
    from customer.customer c
    join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
    join organisation.institution i on i.id = c.institution_id
    left join organisation.staff m on m.id = c.manager_id
    where c.business_date = (select privacy.published_night()) and c.customer_id = ${customerId}`.execute(trx)
  return rows[0]
}

/** Opens a case; false when the id is taken or the customer has an open case. */
export async function insertCase(
  trx: Scoped,
  { id, customerId, source, reason, destinationBank, leavingFen }: OpenInput,
  { stake, fraudChecked, person, on, at }: { stake: Stake; fraudChecked: boolean; person: Person; on: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into retention.leave_case (id, customer_id, institution_id, source, reason, destination_bank, leaving_fen, at_stake_fen, at_stake_on,
      fraud_checked, user_id, staff_name, opened_on, opened_at, changed_at)
    values (${id}, ${customerId}, ${stake.institutionId}, ${source}, ${reason}, ${destinationBank}, ${leavingFen}, ${stake.aumFen}, ${stake.businessDate},
      ${fraudChecked}, ${person.userId}, ${person.name}, ${on}, ${at}, ${at})
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** How often each reason was given for cases opened since a day, and how many of them the nights saw stay at least in part. */
export async function reasonCounts(
  trx: Scoped,
  institutions: readonly number[],
  since: string,
): Promise<{ reason: LeaveReason; cases: number; kept: number }[]> {
  const { rows } = await sql<{ reason: LeaveReason; cases: number; kept: number }>`
    select reason, count(*)::int as cases, count(*) filter (where state in ('kept', 'partly'))::int as kept
    from retention.leave_case where institution_id = any (${institutions}::int[]) and opened_on >= ${since} and state <> 'set_aside' group by reason`.execute(
    trx,
  )
  return rows
}
