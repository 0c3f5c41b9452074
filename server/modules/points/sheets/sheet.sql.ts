import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { CatalogueLine, StockLine } from './check-rows.rules.ts'

/** Every gift there ever was, ended ones too: a code is given once. */
export async function catalogueLines(trx: Scoped): Promise<(CatalogueLine & { ended: boolean })[]> {
  const { rows } = await sql<CatalogueLine & { ended: boolean }>`
    select g.code, g.name, g.taste, g.supplier, p.code as "programmeCode", g.points::int as points, g.cost_fen::text as "costFen", g.ended_at is not null as ended
    from points.gift g join points.programme p using (programme_id) order by g.code`.execute(trx)
  return rows
}

export async function programmeCodes(trx: Scoped): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`select code from points.programme`.execute(trx)
  return new Set(rows.map(({ code }) => code))
}

/** Deliveries into an outlet by gift, document and last day, with the pieces that were received. */
export async function deliveries(trx: Scoped, institutionId: number): Promise<StockLine[]> {
  const { rows } = await sql<StockLine>`
    select g.code as "giftCode", b.document_no as "documentNo", b.expires_on as "expiresOn", sum(m.pieces)::int as pieces
    from points.stock_batch b join points.gift g using (gift_id) join points.stock_move m on m.batch_id = b.batch_id and m.kind = 'receive'
    where b.institution_id = ${institutionId} group by 1, 2, 3`.execute(trx)
  return rows
}
