import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { customerRecords, orderedCustomerIds, type ListQuery } from '../../server/modules/customer/list.sql.ts'
import { pageOf } from '../../server/modules/customer/ordered-ids.ts'
import type { MaskedView } from '../../server/modules/privacy/index.ts'
import type { Connection } from '../../server/platform/database/embedded.ts'
import { withScope, type Scope, type Scoped } from '../../server/platform/database/scope.ts'
import { branchOf, businessDate, institutions, managersOf, outletIds, outletsOf } from './bank.ts'

export interface Compared {
  cells: string[]
  ratio: number
  /** whether the goal is for this one */
  held: boolean
}

const pageRows = 100
const view: MaskedView = { hidesNames: false, hidesAmounts: false, nameStyle: 'family_name_shown', lines: [] }
const months = { judged: '2026-09-30', running: '2026-11-30' }
const all = Array.from({ length: institutions }, (_, index) => index + 1)
const outlet = outletIds[100] ?? 0
const branch = branchOf(outlet)
const ofBranch = [branch, ...outletsOf(branch)]
const scopeOf = (role: string, visible: readonly number[], managerId: number | null = null): Scope => ({
  userId: 1,
  role,
  institutionId: visible[0] ?? 0,
  institutions: visible,
  managerId,
})

/** Who asks, and what the plain query says instead of the guard. `institutions` undefined: the list names none, the guard alone narrows it. */
const cases = [
  { name: 'the outlet’s list, as its president', scope: scopeOf('outlet_president', [outlet]), asked: [outlet], held: true },
  { name: 'the outlet’s list, as its branch', scope: scopeOf('branch_manager', ofBranch), asked: [outlet], held: true },
  { name: 'the outlet’s list, as head office', scope: scopeOf('head_office', all), asked: [outlet], held: true },
  {
    name: 'own portfolio, as a manager',
    scope: scopeOf('relationship_manager', [outlet], managersOf(outlet)[0]),
    asked: [outlet],
    held: true,
  },
  { name: 'a branch’s list (20 outlets), as its branch', scope: scopeOf('branch_manager', ofBranch), asked: ofBranch, held: false },
]

/** Both ways in one session, in turn: ordered as the list orders, then its first page, as the product asks it. */
export async function compareScopes(connection: Connection, runs: number): Promise<Compared[]> {
  const config: pg.PoolConfig = 'url' in connection ? { connectionString: connection.url } : connection
  const pool = new pg.Pool({ ...config, max: 1, options: '-c timezone=Asia/Shanghai -c jit=off' })
  const session = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await inTurn(session, runs)
  } finally {
    await session.destroy()
  }
}

async function inTurn(session: Kysely<unknown>, runs: number): Promise<Compared[]> {
  const compared: Compared[] = []
  for (const { name, scope, asked, held } of cases) {
    const query = (narrowed: readonly number[]): ListQuery => ({
      businessDate,
      months,
      institutions: narrowed,
      filters: [],
      search: { kind: 'none' },
      sort: { figure: 'aum', direction: 'descending' },
      view,
    })
    const list = async (trx: Scoped) => {
      const ids = await orderedCustomerIds(trx, scope, query(asked))
      const page = await customerRecords(trx, pageOf(ids, 0, pageRows), { businessDate, months, columns: ['tier', 'aum', 'activity'] })
      return ids.length / 8 + page.length / 1e6
    }
    const guarded = () =>
      withScope(session, scope, async (trx) => {
        await sql`set local role liuke_app`.execute(trx)
        return list(trx)
      })
    const plain = () =>
      withScope(session, scope, async (trx) => {
        // the same round trip, and the owner stays: row-level security does not bind it
        await sql`set local role none`.execute(trx)
        return list(trx)
      })
    const times = { plain: [] as number[], guarded: [] as number[] }
    const seen = await plain()
    if (seen !== (await guarded())) throw new Error(`${name}: the guard shows something else than the plain where`)
    for (let run = 0; run < runs; run++) {
      const order = run % 2 === 0 ? (['plain', 'guarded'] as const) : (['guarded', 'plain'] as const)
      for (const way of order) {
        const from = performance.now()
        await (way === 'plain' ? plain() : guarded())
        times[way].push(performance.now() - from)
      }
    }
    const [a, b] = [quantile(times.plain, 0.5), quantile(times.guarded, 0.5)]
    const ms = (value: number) => value.toFixed(2)
    const cells = [name, Math.floor(seen).toLocaleString('en'), ms(a), ms(b), (b / a).toFixed(2)]
    compared.push({ cells: [...cells, ms(quantile(times.plain, 0.95)), ms(quantile(times.guarded, 0.95))], ratio: b / a, held })
  }
  return compared
}

export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
