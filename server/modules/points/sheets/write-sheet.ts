import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Cell, Sheet } from '../../../platform/excel/sheet.ts'
import { writeWorkbook } from '../../../platform/excel/workbook.ts'
import type { Person } from '../../../platform/http/context.ts'
import { mayReadStock } from '../gifts/gifts.policy.ts'
import { listBatches } from '../gifts/stock.sql.ts'
import { stockColumns, takenColumns, tasteNames, type SheetKind } from './columns.ts'
import { catalogueLines } from './sheet.sql.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const names: Record<SheetKind, string> = { catalogue: '礼品目录', stock: '礼品库存' }
const fenAYuan = 100

/** The catalogue or the stock in sight as .xlsx, or an empty template to be filled in; no personal data stands in either. */
export async function writeSheet(
  database: Database,
  person: Person,
  { kind, template }: { kind: SheetKind; template: boolean },
  now: Date,
): Promise<File | 'FORBIDDEN'> {
  if (!mayReadStock(person.scope.role)) return 'FORBIDDEN'
  const day = businessDateOf(now)
  const rows = template
    ? []
    : await withScope(database, person.scope, async (trx): Promise<Cell[][]> => {
        if (kind === 'catalogue')
          return (await catalogueLines(trx))
            .filter(({ ended }) => !ended)
            .map((line) => [
              line.code,
              line.name,
              tasteNames[line.taste],
              line.supplier,
              line.programmeCode,
              line.points,
              Number(line.costFen) / fenAYuan,
            ])
        return (await listBatches(trx)).map((batch) => [
          batch.giftCode,
          batch.giftName,
          batch.institutionName,
          batch.documentNo,
          batch.expiresOn,
          batch.available,
          batch.held,
        ])
      })
  const name = template ? `${names[kind]}模板` : names[kind]
  const about = template && kind === 'catalogue' ? [`类别：${Object.values(tasteNames).join('、')}`] : []
  const columns = kind === 'stock' && !template ? stockColumns : takenColumns[kind]
  const sheet: Sheet = { name, mark: `${name} ${day}`, about, columns, rows }
  const bytes = await writeWorkbook(sheet, now)
  return new File([new Uint8Array(bytes)], `${name}-${day}.xlsx`, { type: xlsx })
}
