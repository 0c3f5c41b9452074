import fc from 'fast-check'
import { addDays, datesBetween } from '../../extract/dates.ts'
import type { Row, TinyDelivery } from './tiny-lake.ts'

export interface Posting {
  customer: number
  day: number
  kind: string
  amount: number
  named: boolean
}

const kinds = ['cash_in', 'cash_out', 'transfer_in', 'transfer_out', 'payroll', 'pension', 'interest'] as const
const customers = 3

/** Postings of a small bank over the days from `firstDay` on. */
export const randomPostings = (days: number) =>
  fc.array(
    fc.record({
      customer: fc.integer({ min: 1, max: customers }),
      day: fc.integer({ min: 0, max: days - 1 }),
      kind: fc.constantFrom(...kinds),
      amount: fc.integer({ min: 1, max: 9_000_000 }),
      named: fc.boolean(),
    }),
    { maxLength: 40 },
  )

const incoming = new Set<string>(['cash_in', 'transfer_in', 'payroll', 'pension', 'interest'])

/** One delivery a date: each covers the days since the one before, balances follow from the postings. `merged`: the last customer's number was joined to the first's. */
export function deliveriesOf(
  postings: readonly Posting[],
  firstDay: string,
  dates: readonly string[],
  delivered: { balancesAfter: boolean; monthSums: boolean; merged?: boolean },
): TinyDelivery[] {
  const inOrder = [...postings]
    .sort((a, b) => a.day - b.day)
    .map((posting, index) => ({
      ...posting,
      sequence: index + 1,
      date: addDays(firstDay, posting.day),
      fen: incoming.has(posting.kind) ? posting.amount : -posting.amount,
    }))
  const balanceAt = (customer: number, date: string, sequence = Infinity) =>
    inOrder
      .filter((posting) => posting.customer === customer && posting.date <= date && posting.sequence <= sequence)
      .reduce((sum, posting) => sum + posting.fen, 0)
  const monthSum = (customer: number, date: string) =>
    datesBetween(`${date.slice(0, 7)}-01`, date).reduce((sum, day) => sum + balanceAt(customer, day), 0)
  const ids = Array.from({ length: customers }, (_, index) => index + 1)
  const holderOf = (id: number) => (delivered.merged && id === customers ? 1 : id)
  const own = (id: number): Row => ({
    account_id: id,
    customer_id: holderOf(id),
    product_code: 'D',
    category: 'demand_deposit',
    counts_as_aum: true,
  })
  return dates.map((businessDate, index) => {
    const from = index === 0 ? firstDay : addDays(dates[index - 1] ?? firstDay, 1)
    return {
      businessDate,
      covers: { from, to: businessDate },
      tables: {
        institution: [{ institution_id: 1, institution_code: 'A', name: '一号网点', level: 'outlet' }],
        product: [{ product_code: 'D', name: '活期', category: 'demand_deposit', counts_as_aum: true }],
        customer: [...new Set(ids.map(holderOf))].map((id) => ({
          customer_id: id,
          customer_no: `C${id}`,
          institution_id: 1,
          opened_on: firstDay,
        })),
        account: ids.map((id) => ({
          account_id: id,
          customer_id: holderOf(id),
          account_no: `A${id}`,
          product_code: 'D',
          opened_on: firstDay,
        })),
        holding_balance: ids.map((id) => ({
          ...own(id),
          business_date: businessDate,
          balance_fen: balanceAt(id, businessDate),
          month_sum_fen: delivered.monthSums ? monthSum(id, businessDate) : null,
        })),
        transaction: inOrder
          .filter((posting) => posting.date >= from && posting.date <= businessDate)
          .map((posting) => ({
            ...own(posting.customer),
            transaction_no: `T${posting.sequence}`,
            business_date: posting.date,
            sequence: posting.sequence,
            kind: posting.kind,
            amount_fen: posting.fen,
            balance_after_fen: delivered.balancesAfter ? balanceAt(posting.customer, posting.date, posting.sequence) : null,
            counterparty_name: posting.named ? '星光公司' : null,
          })),
      },
    }
  })
}
