import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** What `liuke ledger verify` proves; each query finds what contradicts it. */
const proofs: Record<string, RawBuilder<{ about: string }>> = {
  unbalanced: sql`select 'posting ' || posting_id as about from points.line group by posting_id having sum(points) <> 0`,
  orphan: sql`
    select 'line ' || l.posting_id || '/' || l.line_no || ' has no posting' as about from points.line l left join points.posting p using (posting_id)
      where p.posting_id is null
    union all select 'posting ' || p.posting_id || ' has no lines' from points.posting p where not exists (select from points.line l where l.posting_id = p.posting_id)
    union all select 'line ' || l.posting_id || '/' || l.line_no || ' has no lot' from points.line l left join points.lot o using (lot_id)
      where l.lot_id is not null and o.lot_id is null
    union all select 'posting ' || p.posting_id || ' has no account' from points.posting p left join points.holder h using (holder_id) where h.holder_id is null`,
  account: sql`
    select 'account ' || h.holder_id || ': holds ' || concat_ws('/', h.available, h.reserved, h.owed) || ', lines say '
      || concat_ws('/', coalesce(s.available, 0), coalesce(s.reserved, 0), coalesce(s.owed, 0)) as about
    from points.holder h
    left join (
      select p.holder_id, coalesce(sum(l.points) filter (where l.bucket = 'available'), 0) as available,
        coalesce(sum(l.points) filter (where l.bucket = 'reserved'), 0) as reserved, coalesce(-sum(l.points) filter (where l.bucket = 'owed'), 0) as owed
      from points.posting p join points.line l using (posting_id) group by p.holder_id
    ) s using (holder_id)
    where (h.available, h.reserved, h.owed) <> (coalesce(s.available, 0), coalesce(s.reserved, 0), coalesce(s.owed, 0))
      or least(h.available, h.reserved, h.owed) < 0`,
  lot: sql`
    select 'lot ' || o.lot_id || ': holds ' || concat_ws('/', o.available, o.reserved) || ', lines say ' || concat_ws('/', s.available, s.reserved) as about
    from points.lot o
    left join (
      select lot_id, coalesce(sum(points) filter (where bucket = 'available'), 0) as available, coalesce(sum(points) filter (where bucket = 'reserved'), 0) as reserved
      from points.line where lot_id is not null group by lot_id
    ) s using (lot_id)
    where (o.available, o.reserved) is distinct from (s.available, s.reserved) or least(o.available, o.reserved) < 0
    union all
    select 'lot ' || coalesce(o.lot_id, p.posting_id) || ' is not what its posting gave' from (select * from points.posting where kind = 'earn') p
    full join points.lot o on o.lot_id = p.posting_id
    where (o.holder_id, o.points, o.expires_on, o.institution_id) is distinct from (p.holder_id, p.points, p.expires_on, p.institution_id)
    union all
    select 'line ' || l.posting_id || '/' || l.line_no || ' takes a lot of another account' from points.line l join points.posting p using (posting_id)
      join points.lot o using (lot_id) where o.holder_id <> p.holder_id`,
  chain: sql`
    select 'posting ' || p.posting_id || ' is not number ' || p.sequence || ' of account ' || p.holder_id as about from (
      select p.*, lag(p.hash) over w as before, row_number() over w as place from points.posting p window w as (partition by p.holder_id order by p.sequence)
    ) p where p.previous_hash <> coalesce(p.before, sha256('liuke points')) or p.place <> p.sequence
    union all
    select 'the head of account ' || h.holder_id || ' is not its last posting' from points.holder h
    left join (select distinct on (holder_id) holder_id, sequence, hash from points.posting order by holder_id, sequence desc) last using (holder_id)
    where (h.sequence, h.head) is distinct from (coalesce(last.sequence, 0), coalesce(last.hash, sha256('liuke points')))`,
  edited: sql`
    select 'posting ' || p.posting_id as about from points.posting p
    left join (select posting_id, string_agg(points.line_text(l), ',' order by l.line_no) as lines from points.line l group by posting_id) t using (posting_id)
    where p.hash is distinct from points.posting_hash(p, t.lines)`,
  repeated: sql`
    select 'key ' || key as about from points.posting group by key having count(*) > 1
    union all select 'posting ' || refers_to || ' was dealt with ' || count(*) || ' times' from points.posting where refers_to is not null
      group by refers_to having count(*) > 1`,
  reference: sql`
    select 'posting ' || p.posting_id || ' refers to ' || p.refers_to as about from points.posting p left join points.posting o on o.posting_id = p.refers_to
    where p.refers_to is not null and (o.posting_id is null or o.holder_id <> p.holder_id
      or (p.kind in ('capture', 'release')) <> (o.kind = 'reserve') or p.points <> o.points)`,
  budget: sql`
    select 'budget of ' || coalesce(b.kind, s.kind) || ' ' || coalesce(b.subject_id, s.subject_id) || ' in ' || coalesce(b.year, s.year) || ': holds '
      || coalesce(b.spent_fen, 0) || ', hand-outs say ' || coalesce(s.fen, 0) as about
    from points.budget b full join (
      select p.kind, p.subject_id, e.year, sum(e.cost_fen) as fen from points.budget_entry e
        cross join lateral (values ('customer', e.customer_id), ('staff', e.staff_id), ('outlet', e.institution_id::bigint), ('programme', e.programme_id::bigint))
          as p (kind, subject_id) group by p.kind, p.subject_id, e.year
    ) s on s.kind = b.kind and s.subject_id = b.subject_id and s.year = b.year
    where b.spent_fen is distinct from s.fen`,
  anchor: sql`
    select 'anchor ' || a.number as about from (
      select a.*, lag(a.hash) over (order by a.number) as before, lag(a.to_posting) over (order by a.number) as since, row_number() over (order by a.number) as place
      from points.anchor a
    ) a
    left join lateral (
      select count(*) as postings, sha256(coalesce(string_agg(p.hash, ''::bytea order by p.posting_id), '')) as digest from points.posting p
      where p.posting_id > a.from_posting and p.posting_id <= a.to_posting
    ) s on true
    where a.place <> a.number or a.from_posting <> coalesce(a.since, 0) or a.previous_hash <> coalesce(a.before, sha256('liuke points anchors'))
      or a.hash <> points.anchor_hash(row (a.number, a.at, a.from_posting, a.to_posting, a.postings, a.digest, a.previous_hash, a.hash)::points.anchor)
      or a.postings <> s.postings or a.digest <> s.digest`,
  redemption: sql`
    select 'redemption ' || r.redemption_id || ' does not stand on its points' as about from points.redemption r
      left join points.posting p on p.posting_id = r.reserve_posting and p.kind = 'reserve' and p.points = r.points
      left join points.holder h on h.holder_id = p.holder_id and h.customer_id = r.customer_id
      left join points.redemption_end e using (redemption_id) left join points.open_code o using (redemption_id)
      left join points.posting c on c.refers_to = r.reserve_posting
    where h.holder_id is null or (e.redemption_id is null) <> (o.redemption_id is not null) or e.posting_id is distinct from c.posting_id
      or (c.posting_id is not null and c.kind <> case e.outcome when 'handed_out' then 'capture' else 'release' end)
    union all
    select 'hand-out ' || h.hand_out_id || ' does not stand on its points' from points.hand_out h
      left join points.posting c on c.posting_id = h.capture_posting and c.kind = 'capture' and c.refers_to = h.reserve_posting and c.points = h.points
      left join points.hand_out_undo u using (hand_out_id) left join points.posting v on v.posting_id = u.reverse_posting and v.refers_to = h.capture_posting
    where c.posting_id is null or (u.hand_out_id is null) <> (v.posting_id is null)`,
  stock: sql`
    select 'batch ' || b.batch_id || ': holds ' || concat_ws('/', b.available, b.held) || ', moves say ' || concat_ws('/', coalesce(m.available, 0), coalesce(m.held, 0)) as about
    from points.stock_batch b left join (
      select batch_id, sum(pieces) as available, coalesce(-sum(pieces) filter (where kind in ('hold', 'free')), 0) as held from points.stock_move group by batch_id
    ) m using (batch_id) where (b.available, b.held) is distinct from (coalesce(m.available, 0), coalesce(m.held, 0)) or least(b.available, b.held) < 0
    union all
    select 'hand-out ' || h.hand_out_id || ' moved ' || coalesce(-sum(m.pieces), 0) || ' pieces' from points.hand_out h left join points.hand_out_undo u using (hand_out_id)
      left join points.stock_move m using (hand_out_id) group by h.hand_out_id, u.hand_out_id
      having coalesce(-sum(m.pieces), 0) <> case when u.hand_out_id is null then 1 else 0 end
    union all
    select 'transfer ' || t.transfer_id || ' does not add up' from points.transfer t left join points.transfer_arrival a using (transfer_id)
      left join points.transfer_missing x using (transfer_id) left join points.stock_move m using (transfer_id)
    group by t.transfer_id, t.pieces, a.arrived, x.outcome
    having coalesce(sum(m.pieces), 0) <> -t.pieces + coalesce(a.arrived, 0) + case when x.outcome = 'returned' then t.pieces - a.arrived else 0 end`,
  settlement: sql`
    select 'statement ' || s.statement_id || ' was edited or its predecessor is not there' as about from (
      select s.*, lag(s.hash) over (order by s.statement_id) as before, row_number() over (order by s.statement_id) as place from points.statement s
    ) s where s.place <> s.statement_id or s.previous_hash <> coalesce(s.before, sha256('liuke points statements'))
      or s.hash <> points.statement_hash(row (s.statement_id, s.month, s.one_id, s.other_id, s.one_name, s.other_name, s.fen_per_hundred, s.made_at,
        s.previous_hash, s.hash)::points.statement, points.parts_text(s.statement_id))
    union all
    select 'answer ' || a.statement_id || '/' || a.number || ' was edited or its predecessor is not there' from (
      select a.*, coalesce(lag(a.hash) over w, s.hash) as before, row_number() over w as place from points.statement_answer a
        left join points.statement s using (statement_id) window w as (partition by a.statement_id order by a.number)
    ) a where a.before is null or a.place <> a.number or a.hash <> points.answer_hash(row (a.answer_id, a.statement_id, a.number, a.institution_id, a.answer,
      a.note, a.answered_by, a.answered_name, a.at, a.hash)::points.statement_answer, a.before)
    union all
    select 'the ledger has ' || coalesce(e.points, 0) || ' points of ' || coalesce(e.issuer_id, t.issuer_id) || ' taken by ' || coalesce(e.taker_id, t.taker_id) || ' in '
      || coalesce(e.month, t.month) || ', its statement ' || coalesce(t.points, 0)
    from (
      select e.* from (select min(s.month) as first, max(s.month) as last from points.statement s) m
      cross join lateral points.redeemed_elsewhere(m.first, (m.last + interval '1 month')::date - 1) e where m.first is not null
    ) e
    full join (select s.month, t.programme_id, t.issuer_id, t.taker_id, t.points from points.statement s join points.statement_part t using (statement_id)) t
      using (month, programme_id, issuer_id, taker_id)
    where e.points is distinct from t.points`,
}

export interface LedgerProblem {
  proof: string
  about: string
}

/** How many contradictions of one proof are named. */
const named = 20

/** Every contradiction in the ledger, at most 20 a proof; one repeatable-read look, beside people's work. `database` is the owner's handle. */
export const ledgerProblems = (database: Database): Promise<{ postings: bigint; problems: LedgerProblem[] }> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const problems: LedgerProblem[] = []
      for (const [proof, query] of Object.entries(proofs)) {
        const { rows } = await sql<{ about: string }>`select about from (${query}) found order by about limit ${named}`.execute(trx)
        problems.push(...rows.map((row) => ({ proof, about: row.about })))
      }
      const { rows } = await sql<{ n: bigint }>`select count(*) as n from points.posting`.execute(trx)
      return { postings: rows[0]?.n ?? 0n, problems }
    })

/** Writes down what was posted since the last anchor; undefined when nothing was. */
export async function anchorPostings(trx: Database): Promise<{ number: bigint; hash: string; postings: bigint } | undefined> {
  const { rows } = await sql<{ number: bigint; hash: string; postings: bigint }>`
    select number, encode(hash, 'hex') as hash, postings from points.anchor_postings() where number is not null`.execute(trx)
  return rows[0]
}
