/** Thirty customers of three outlets, made by hand so that every edge occurs: see `special`. Their numbers are their ids, 1 to 30. */
export const dates = ['2026-11-19', '2026-11-20'] as const
const today = dates[1]
const numbers = Array.from({ length: 30 }, (_, index) => index + 1)
type Row = Record<string, unknown>

const outletOf = (n: number) => 4 + (n % 3)
/** of outlet 4 (3, 6, 9 …) every third has no manager, the others 14 or 15; outlets 5 and 6 have 16 and none */
const managerOf = (n: number) => (outletOf(n) === 4 ? [null, 14, 15][(n / 3) % 3] : outletOf(n) === 5 ? 16 : null)
const bucketOf = (n: number) => ({ 7: 'not_for_marketing', 9: 'deceased', 12: 'not_for_marketing', 20: 'closed_by_bank' })[n] ?? 'counted'
const tierOf = (fen: number) => (fen >= 1e8 ? 'wealth' : fen >= 2e7 ? 'mid_to_high' : fen >= 5e6 ? 'potential' : 'long_tail')
const aumOf = (n: number) =>
  [0, 4_999_999, 5_000_000, 20_000_000, 99_999_999, 100_000_000, 12_345_678, 0, 5_000_000, 300_000_000][n % 10] ?? 0

const special: Record<number, Row> = {
  3: { name: '曾小明', name_pinyin: 'zengxiaoming', name_initials: 'zxm', phone: '13800001234', address: '福建省厦门市思明区湖滨南路1号' },
  4: { name: '张伟', name_pinyin: 'zhangwei', name_initials: 'zw', phone: '13900001234', customer_no: '0013800001' },
  5: { name: '王', name_pinyin: 'wang', name_initials: 'w', phone: '1234' },
  6: { name: '𠮷田<b>', name_pinyin: 'jitian', name_initials: 'jt', phone: null, address: null },
  8: { name: "O'Brien%_", name_pinyin: null, name_initials: null },
  11: { name: null, name_pinyin: null, name_initials: null },
  30: { opened_on: today },
}

export const customersOf = (date: string): Row[] =>
  numbers
    .filter((n) => date === today || n !== 30)
    .map((n) => ({
      business_date: date,
      customer_id: n,
      customer_no: `C${String(n).padStart(6, '0')}`,
      institution_id: outletOf(n),
      manager_id: managerOf(n),
      name: `客户${n}`,
      name_pinyin: `kehu${n}`,
      name_initials: `kh${n}`,
      gender: n % 2 ? 'male' : 'female',
      birth_date: `19${50 + n}-02-28`,
      phone: `1370000${String(n).padStart(4, '0')}`,
      address: '北京市海淀区中关村大街1号',
      opened_on: '2020-01-01',
      risk_tolerance: 'C3',
      risk_assessed_on: null,
      status: n === 9 ? 'deceased' : null,
      not_for_marketing: bucketOf(n) === 'not_for_marketing',
      ...special[n],
    }))

export const snapshotsOf = (date: string): Row[] =>
  numbers
    .filter((n) => date === today || n !== 30)
    .map((n) => {
      const aum = date === today ? aumOf(n) : Math.floor(aumOf(n) / 2)
      const flow = n % 4 === 0 ? null : n * 1000
      return {
        business_date: date,
        customer_id: n,
        institution_id: outletOf(n),
        manager_id: managerOf(n),
        bucket: bucketOf(n),
        aum_fen: aum,
        aum_mda_fen: n === 6 ? null : aum,
        aum_mda_3m_fen: null,
        aum_mda_12m_fen: null,
        aum_peak_12m_fen: aum + 5,
        aum_last_month_end_fen: Math.floor(aum / 2),
        tier: tierOf(aum),
        tier_basis: n === 6 ? 'point_in_time' : 'month_daily_average',
        tier_last_month_end: n === 30 ? null : tierOf(aum / 2),
        tier_move: n === 30 ? 'new' : n === 15 ? 'demoted' : tierOf(aum / 2) === tierOf(aum) ? 'same' : 'promoted',
        months_in_tier: n % 5,
        next_tier_gap_fen: aum >= 1e8 ? null : 1,
        category_count: n % 5,
        old_customer: n % 5 >= 3,
        arrangement_count: n % 3,
        stickiness: n,
        inconvenient_to_leave: n % 6 === 0,
        merchant: n === 10,
        inflow_7d_fen: flow,
        outflow_7d_fen: flow,
        inflow_30d_fen: flow,
        outflow_30d_fen: flow && flow / 2,
        inflow_90d_fen: flow,
        outflow_90d_fen: flow,
        own_name_outflow_90d_fen: n % 7 === 0 ? 5_000_000 : 0,
        pass_through_30d_fen: n % 5 === 0 ? 77 : 0,
        leakage_outflow_fen: n % 3 ? 10 * n : 0,
        leakage_inflow_fen: 40 * n,
        last_own_act_on: null,
        days_since_own_act: n % 4 === 0 ? null : n * 10,
        activity: n % 4 === 0 ? null : (['active', 'cooling', 'dormant', 'lost'][n % 5] ?? 'active'),
        phone_usable: n % 2 === 0,
        address_fresh: n % 6 === 0,
        reached_lately: false,
        contactable: n % 2 === 0,
        payroll_kind: n % 10 === 1 ? 'payroll' : n % 10 === 2 ? 'pension' : null,
        payroll_credit_fen: n % 10 === 1 ? 100_000 : 0,
        payroll_kept_30d_fen: n % 10 === 1 ? 10_000 : 0,
        payroll_kept_30d_aum_fen: null,
        maturing_30d_fen: n % 8 === 0 ? 3_000 : 0,
        next_maturity_on: n % 8 === 0 ? '2026-12-01' : null,
        matured_fen: n % 9 === 0 ? 2_000 : 0,
        captured_fen: n % 9 === 0 ? 1_500 : 0,
        months_on_book: 82,
        aum_month_ends: [Math.floor(aum / 2), null, 7, ...Array.from({ length: 10 }, () => null)],
      }
    })

/** Customers 1, 11, 21 have wages, 3, 13, 23 a pension, of September (judged on 20 November) and of November (running). */
export const payrollMonths: Row[] = [1, 11, 21, 3, 12, 13, 23].flatMap((n) =>
  ['2026-09-30', '2026-11-30'].map((monthEnd) => ({
    business_date: today,
    customer_id: n,
    institution_id: outletOf(n),
    manager_id: managerOf(n),
    kind: n % 10 === 1 ? 'payroll' : 'pension',
    month_end: monthEnd,
    detected: n === 21,
    employer_id: n % 10 === 1 ? 1 : null,
    counted: bucketOf(n) === 'counted',
    credits: 2,
    credit_fen: 100_000 + n,
    kept_7d_fen: 50_000,
    kept_30d_fen: monthEnd === '2026-09-30' ? 20_000 : null,
    kept_month_end_fen: 40_000,
    kept_7d_aum_fen: null,
    kept_30d_aum_fen: null,
    kept_month_end_aum_fen: null,
  })),
)

export const maturities: Row[] = [8, 9, 16, 18, 24, 27].map((n) => ({
  business_date: today,
  term_no: `T${n}`,
  customer_id: n,
  institution_id: outletOf(n),
  manager_id: managerOf(n),
  counted: bucketOf(n) === 'counted',
  product_name: '三年定期',
  matures_on: n % 9 === 0 ? '2026-10-10' : '2026-12-01',
  days_to_maturity: n % 9 === 0 ? -41 : 11,
  amount_fen: n % 9 === 0 ? 2_000 : 3_000,
  captured_3d_fen: n % 9 === 0 ? 1_900 : null,
  captured_7d_fen: n % 9 === 0 ? 1_800 : null,
  captured_30d_fen: n % 9 === 0 ? 1_500 : null,
}))
