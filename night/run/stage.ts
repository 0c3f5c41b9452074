import type { Engine } from '../engines/engine.ts'
import type { LakeState, MovementPart } from '../extract/lake.ts'
import { lakeStateAt, movementTables, stateTables } from '../extract/lake.ts'
import { lakeColumns } from './lake-columns.ts'
import { withSources } from './models.ts'
import type { Model } from './models.ts'
import { cut, periodColumns, periodCustomerColumns, periodRow } from './periods.ts'
import type { Period } from './periods.ts'

/** Makes the newest delivery's states readable as `lake_<table>`; what the bank does not deliver is empty. */
export async function registerStates(engine: Engine, state: LakeState): Promise<void> {
  for (const table of stateTables) {
    const file = state.state[table]
    await engine.registerParts(`lake_${table}`, lakeColumns(table), file ? [{ file }] : [])
  }
}

export interface Movements {
  holding_balance: MovementPart[]
  transaction: MovementPart[]
  contact: MovementPart[]
}

/** The movements of one period: its postings, and the balances of its last day. */
export const movementsOf = (state: LakeState, period: Period): Movements => ({
  holding_balance: cut(state.movement.holding_balance, period.end, period.end),
  transaction: cut(state.movement.transaction, period.start, period.end),
  contact: [],
})

/** Makes movements readable as `lake_<table>`. */
export async function registerMovements(engine: Engine, movements: Movements): Promise<void> {
  for (const table of movementTables) await engine.registerParts(`lake_${table}`, lakeColumns(table), movements[table])
}

/** Makes `period` and the customers delivered at its end readable. */
export async function registerPeriod(engine: Engine, period: Period, customers: string | undefined): Promise<void> {
  await engine.registerRows('period', periodColumns, [periodRow(period)])
  await engine.registerParts('period_customer', periodCustomerColumns, customers ? [{ file: customers }] : [])
}

/** The customer file the bank delivered at a period's end, if it delivered on that day. */
export function customersAt(lakeDir: string, period: Period): string | undefined {
  const then = lakeStateAt(lakeDir, period.end)
  return then?.dataAsOf === period.end ? then.state.customer : undefined
}

/** Defines the staging models, which are views. */
export async function defineViews(engine: Engine, models: readonly Model[]): Promise<void> {
  for (const model of models) if (model.layer === 'staging') await engine.defineView(model.name, model.sql)
}

/** The text of everything a model is made of: its own SQL and that of the models it reads. */
export const sourceText = (models: readonly Model[], name: string): string[] => withSources(models, name).map((model) => model.sql)
