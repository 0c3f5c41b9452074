import { sql } from 'kysely'
import type { Database } from '../../server/platform/database/pools.ts'
import { publishRows } from './published-bank.ts'

type Row = Record<string, unknown>
const night = { business_date: '2026-11-20' }

/** outlet, manager and money of the customers of published-rows.ts who are warned of */
const warned: {
  customer_id: number
  institution_id: number
  manager_id: number | null
  value: number
  chance: number | null
  signals: [string, number][]
}[] = [
  {
    customer_id: 3,
    institution_id: 4,
    manager_id: 14,
    value: 20_000_000,
    chance: 1000,
    signals: [
      ['own_name_outflow', 5_000_000],
      ['cooling', 95],
    ],
  },
  { customer_id: 24, institution_id: 4, manager_id: 15, value: 99_999_999, chance: 400, signals: [['maturing', 3_000_000]] },
  { customer_id: 27, institution_id: 4, manager_id: null, value: 12_345_678, chance: null, signals: [['falling_average', 3500]] },
  { customer_id: 4, institution_id: 5, manager_id: 16, value: 99_999_999, chance: 3000, signals: [] },
]

/** Warnings of the night in force of the small bank (published-bank.ts): three customers of outlet 4, one of outlet 5. */
export async function publishWarnings(owner: Database): Promise<void> {
  const alerts = warned.map(({ value, chance, signals, ...whose }): Row => ({
    ...night,
    ...whose,
    value_at_risk_fen: value,
    base_fen: value,
    gone: false,
    chance_bp: chance,
    chance_from: chance === null ? null : 'signals',
    expected_loss_fen: chance === null ? null : Math.floor((value * chance) / 10_000),
    signals: signals.length,
  }))
  await publishRows(owner, 'warning.alert', alerts)
  const shown = warned.flatMap(({ signals, customer_id, institution_id, manager_id }) =>
    signals.map(([signal, amount]): Row => ({ ...night, customer_id, institution_id, manager_id, signal, amount, told_on: '2026-11-12' })),
  )
  await publishRows(owner, 'warning.alert_signal', shown)
  await publishRows(owner, 'warning.risk_group', [
    { ...night, customer_id: 3, institution_id: 4, manager_id: 14, risk_group: 'payroll', amount_fen: 20_000_000, due_on: null },
    { ...night, customer_id: 24, institution_id: 4, manager_id: 15, risk_group: 'maturing', amount_fen: 3_000_000, due_on: '2026-12-01' },
    { ...night, customer_id: 6, institution_id: 4, manager_id: 14, risk_group: 'payroll', amount_fen: 5_000_000, due_on: null },
  ])
  const record = (institution_id: number, signal: string, count: number, has_left: number): Row => ({
    ...night,
    institution_id,
    signal,
    month_end: '2026-07-31',
    warned: count,
    has_left,
  })
  await publishRows(owner, 'warning.signal_record', [
    record(4, 'everyone', 1000, 20),
    record(5, 'everyone', 1000, 18),
    record(4, 'own_name_outflow', 200, 20),
    record(5, 'own_name_outflow', 284, 11),
    record(4, 'cooling', 20, 10),
  ])
  const lead = (institution_id: number, signal: string, lead_days: number, customers: number): Row => ({
    ...night,
    institution_id,
    signal,
    month_end: '2026-07-31',
    lead_days,
    customers,
  })
  await publishRows(owner, 'warning.signal_lead', [
    lead(4, 'own_name_outflow', 12, 20),
    lead(5, 'own_name_outflow', 40, 11),
    lead(4, 'cooling', 31, 10),
  ])
}

/** A contact that somebody made with a customer, as the log has it. */
export const madeContact = (owner: Database, customerId: number, at: string, outcome: string) =>
  sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, interests, permission, flagged, user_id, staff_id, staff_name,
      institution_id, recorded_at)
    values (gen_random_uuid(), ${customerId}, ${at}, 'call', 'care', 'outbound', ${outcome}, '{}', 'allowed', false, 5, 14, '李娜', 4, ${at})`.execute(
    owner,
  )
