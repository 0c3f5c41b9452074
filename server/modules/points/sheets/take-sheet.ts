import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import { WorkbookRefused } from '../../../platform/excel/archive-size.ts'
import { readWorkbook } from '../../../platform/excel/workbook.ts'
import type { Person } from '../../../platform/http/context.ts'
import { againWhenRaced } from '../../../platform/database/again-when-raced.ts'
import { insertGift, listGifts } from '../gifts/gift.sql.ts'
import { mayAddGift, mayKeepStock } from '../gifts/gifts.policy.ts'
import { insertBatch } from '../gifts/stock.sql.ts'
import { checkCatalogue, checkStock, deliveryKey, type Checked } from './check-rows.rules.ts'
import { takenColumns, type SheetKind } from './columns.ts'
import type { TakenSheet } from './contract.ts'
import { rowsBelow, type SheetRow } from './read-sheet.rules.ts'
import { catalogueLines, deliveries, programmeCodes } from './sheet.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'import-gifts': true
    'import-stock': true
  }
}

const mostProblems = 200
const mostBytes = 16 * 1024 * 1024

/**
 * Checks a file of the catalogue or of deliveries row by row and, when asked to and nothing is wrong, writes what is new in one transaction: all of it or
 * nothing. What is there already is passed over, so that the same file taken twice changes nothing. `invalid` says why a file is not read.
 */
export async function takeSheet(
  database: Database,
  person: Person,
  { kind, file, commit }: { kind: SheetKind; file: string; commit: boolean },
  now: Date,
): Promise<TakenSheet | 'FORBIDDEN' | { invalid: string }> {
  const action = kind === 'catalogue' ? 'import-gifts' : 'import-stock'
  const asked = { actor: actorOf(person), action } as const
  const may = kind === 'catalogue' ? mayAddGift(person.scope.role) : mayKeepStock(person.scope.role)
  if (!may) {
    await recordRefusal(database, asked)
    return 'FORBIDDEN'
  }
  const rows = await readRows(file, kind)
  if (typeof rows === 'string') return { invalid: rows }
  return againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      const { checked, write } = await (kind === 'catalogue' ? catalogue(trx, person, rows, now) : stock(trx, person, rows, now))
      const good = commit && checked.problems.length === 0 && checked.added.length > 0
      if (good) {
        await write()
        const detail = { rows: rows.length, written: checked.added.length }
        await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done', detail })
      }
      return {
        rows: rows.length,
        added: checked.added.length,
        same: checked.same,
        problems: checked.problems.slice(0, mostProblems),
        written: good ? checked.added.length : 0,
      }
    }),
  )
}

async function readRows(file: string, kind: SheetKind): Promise<SheetRow[] | string> {
  try {
    const { sheets } = await readWorkbook(Buffer.from(file, 'base64'), mostBytes)
    const rows = rowsBelow(sheets[0]?.rows ?? [], takenColumns[kind])
    return typeof rows !== 'string' && rows.length === 0 ? '文件里没有数据行' : rows
  } catch (error) {
    // the worker does nothing but read the file: what goes wrong in it is the file's
    return error instanceof WorkbookRefused ? error.message : '这个 Excel 文件读不出来，请另存为 .xlsx 后重试'
  }
}

interface Ready {
  checked: Checked<unknown>
  write: () => Promise<void>
}

async function catalogue(trx: Scoped, person: Person, rows: SheetRow[], now: Date): Promise<Ready> {
  const known = new Map((await catalogueLines(trx)).map(({ ended: _ended, ...line }) => [line.code, line]))
  const checked = checkCatalogue(rows, known, await programmeCodes(trx))
  const write = async () => {
    for (const line of checked.added) await insertGift(trx, line, person.userId, now)
  }
  return { checked, write }
}

async function stock(trx: Scoped, person: Person, rows: SheetRow[], now: Date): Promise<Ready> {
  const { institutionId } = person.scope
  const today = businessDateOf(now)
  const gifts = new Map((await listGifts(trx, institutionId, today)).map(({ code, giftId }) => [code, giftId]))
  const received = new Map((await deliveries(trx, institutionId)).map((line) => [deliveryKey(line), line.pieces]))
  const checked = checkStock(rows, new Set(gifts.keys()), received, today)
  const write = async () => {
    for (const { giftCode, ...line } of checked.added)
      await insertBatch(trx, { ...line, giftId: gifts.get(giftCode) ?? 0, institutionId }, person.userId, now)
  }
  return { checked, write }
}
