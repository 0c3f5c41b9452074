import type { z } from 'zod'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { savedView } from './contract.ts'
import type { Refusal } from './refusals.ts'
import { putView, removeView, viewsOf } from './views.sql.ts'

export type SavedView = z.infer<typeof savedView>

/** The person's own views. One that an older version kept and this one no longer understands is left out. */
export function listViews(database: Database, scope: Scope): Promise<{ views: SavedView[] }> {
  return withScope(database, scope, async (trx) => {
    const parsed = (await viewsOf(trx)).map((row) => savedView.safeParse(row))
    return { views: parsed.flatMap(({ data }) => (data ? [data] : [])) }
  })
}

/** Keeps a view; one of the same name is replaced. Names are plain text: control characters become blanks. */
export function saveView(database: Database, scope: Scope, { name, view }: Pick<SavedView, 'name' | 'view'>): Promise<SavedView> {
  return withScope(database, scope, async (trx) => savedView.parse(await putView(trx, scope.userId, name.replace(/\p{Cc}/gu, ' '), view)))
}

/** Refuses NOT_FOUND for a view that is not there or somebody else's. */
export function deleteView(database: Database, scope: Scope, id: number): Promise<{ deleted: true } | Refusal> {
  return withScope(database, scope, async (trx) => ((await removeView(trx, id)) ? { deleted: true } : 'NOT_FOUND'))
}
