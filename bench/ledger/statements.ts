/** The rows of an earn, without the ledger: the same tables, keys and indexes, the same commits. */
export const bareTables = `
  create schema bare;
  create table bare.holder (like points.holder including all);
  create table bare.posting (like points.posting including all);
  create table bare.lot (like points.lot including all);
  create table bare.line (like points.line including all);
  create sequence bare.posting_number;`

const columns = `posting_id, holder_id, sequence, kind, key, points, business_date, expires_on, institution_id, refers_to, about, made_by, made_at, previous_hash, hash`

export interface Statement {
  name: string
  text: string
  values: (client: number, number: number) => unknown[]
}

const customerOf = (client: number, number: number) => ((client * 7_919 + number * 104_729) % 900_000) + 1

let run = 0

export const bareInsert: Statement = {
  name: 'bare',
  text: `
    with id as (select nextval('bare.posting_number') as id),
    h as (insert into bare.holder (programme_id, customer_id, available, sequence) values (1, $1, 10, 1)
      on conflict (customer_id, programme_id) do update set available = holder.available + 10, sequence = holder.sequence + 1 returning holder_id, sequence, head),
    p as (insert into bare.posting (${columns}) select id, holder_id, sequence, 'earn', $2, 10, '2026-01-01', '2027-12-31', 1, null, 'bench', null,
      clock_timestamp(), head, head from id, h),
    l as (insert into bare.lot (lot_id, holder_id, points, expires_on, institution_id, available) select id, holder_id, 10, '2027-12-31', 1, 10 from id, h)
    insert into bare.line (posting_id, line_no, bucket, lot_id, institution_id, points)
    select id, 1, 'issued', null::bigint, 1, -10 from id union all select id, 2, 'available', id, 1, 10 from id`,
  values: (client, number) => [customerOf(client, number), `bare/${client}/${number}/${run++}`],
}

export const ledgerEarn: Statement = {
  name: 'earn',
  text: `select (points.post(1, $1, 'earn', $2, 10, '2026-01-01', 1, 'bench', null, '2027-12-31')).posting_id`,
  values: (client, number) => [customerOf(client, number), `earn/${client}/${number}/${run++}`],
}

export const ledgerSpend: Statement = {
  name: 'spend',
  text: `select (points.post(1, 999999999, 'spend', $1, 1, '2026-01-01', 1, 'bench', null)).posting_id`,
  values: (client, number) => [`spend/${client}/${number}`],
}

/** Accounts first and then their postings, lots and lines: as many rows as the accrual writes, in one transaction. */
export const bareAccrual = (customers: number): string[] => [
  'begin',
  'truncate bare.holder, bare.posting, bare.lot, bare.line',
  `insert into bare.holder (programme_id, customer_id, available, sequence) select 1, n, 10, 1 from generate_series(1, ${customers}) n`,
  `insert into bare.posting (${columns}) select n, n, 1, 'earn', 'bare/' || n, 10, '2026-01-01', '2027-12-31', 1, null, 'bench', null, clock_timestamp(), ''::bytea, sha256('x')
    from generate_series(1, ${customers}) n`,
  `insert into bare.lot (lot_id, holder_id, points, expires_on, institution_id, available) select n, n, 10, '2027-12-31', 1, 10 from generate_series(1, ${customers}) n`,
  `insert into bare.line (posting_id, line_no, bucket, lot_id, institution_id, points)
    select n, 1, 'issued', null::bigint, 1, -10 from generate_series(1, ${customers}) n union all select n, 2, 'available', n, 1, 10 from generate_series(1, ${customers}) n`,
  'commit',
]

export const ledgerAccrual = (customers: number, name: string): string[] => [
  'begin',
  `create temp table accrual on commit drop as select n::bigint as customer_id, 1 as institution_id, '${name}/' || n as key, 10::bigint as points,
    date '2027-12-31' as expires_on from generate_series(1, ${customers}) n`,
  'analyze accrual',
  `select * from points.accrue(1, '2026-01-01', 'bench', null)`,
  'commit',
]
