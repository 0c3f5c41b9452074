import type { Engine } from '../engines/engine.ts'
import type { LakeState, MovementTable } from '../extract/lake.ts'
import { fileIdentity, frozenFile } from './frozen.ts'
import type { Frozen } from './frozen.ts'
import { lakeColumns, lakeSortKeys } from './lake-columns.ts'
import type { Movements } from './stage.ts'

interface SliceRun {
  engine: Engine
  frozen: Frozen
  state: LakeState
}

/**
 * A delivery that carries many months (a bank's first) is read once for the running month: the rows of its dates are cut out into a file of their own and frozen.
 * Deliveries of a day or of the month itself are read as they are.
 */
export async function sliceMovements(
  { engine, frozen, state }: SliceRun,
  from: string,
  to: string,
  movements: Movements,
): Promise<Movements> {
  const slice = async (table: MovementTable) => {
    const parts = []
    for (const part of movements[table]) {
      const whole = state.movement[table].find((each) => each.file === part.file && each.from <= part.from && each.to >= part.to)
      if (!whole || (whole.from >= from && whole.to <= to)) {
        parts.push(part)
        continue
      }
      const { file } = await frozenFile(
        frozen,
        `slice-${table}-${part.to}`,
        [engine.identity, fileIdentity(frozen.lakeDir, part.file), part.from, part.to],
        async (target) => {
          await engine.registerParts('slice', lakeColumns(table), [part])
          return engine.write('select * from slice', lakeSortKeys[table], target, 'in order')
        },
      )
      parts.push({ ...part, file })
    }
    return parts
  }
  return { holding_balance: await slice('holding_balance'), transaction: await slice('transaction'), contact: movements.contact }
}
