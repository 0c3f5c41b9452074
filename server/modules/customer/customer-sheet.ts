import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import type { Cell, SheetColumn } from '../../platform/excel/sheet.ts'
import { maskName, maskPhone } from '../privacy/index.ts'
import type { ListInput } from './contract.ts'
import { figures, type Figure, type FigureKey } from './figures.ts'
import { listRefusal, orderedList, type OrderedList } from './list-customers.ts'
import { customerRecords, type CustomerRecord } from './list.sql.ts'
import { idBytes, pageOf } from './ordered-ids.ts'
import type { Refusal } from './refusals.ts'
import { cellOf, filterWords } from './sheet-values.ts'
import { figureWords } from './word-terms.ts'

/** A list as it is asked for, without a page. */
export type ListQuestion = Omit<ListInput, 'offset' | 'limit'>

export interface SheetRequest {
  list: ListQuestion
  /** what stands in clear; everything else as masked as it can be, names and phones for everybody */
  clear: readonly ('name' | 'phone')[]
}

export interface CustomerSheet {
  businessDate: string
  dataAsOf: string
  columns: SheetColumn[]
  rows: Cell[][]
}

/** What a list asks for, for whoever approves it: how many it is now, and conditions and columns in words, without personal data. */
export interface ListDescription {
  total: number
  conditions: string[]
  columns: string[]
}

const rowsAtOnce = 1_000
/** Who a customer is stands in every file, so these figures need no column of their own. */
const identity: readonly FigureKey[] = ['customer_no', 'name', 'institution', 'manager']
const chosen = (columns: readonly FigureKey[]) => columns.filter((key) => !identity.includes(key))

export async function describeList(trx: Scoped, scope: Scope, list: ListQuestion): Promise<ListDescription | Refusal | 'BAND_ONLY'> {
  const refusal = listRefusal(scope, list.institutionId)
  if (refusal) return refusal
  const ordered = await orderedList(trx, scope, list)
  if (typeof ordered === 'string') return ordered
  const searched = list.search === '' ? [] : ['按关键字搜索']
  return {
    total: ordered.ids.length / idBytes,
    conditions: [...list.filters.map(filterWords), ...searched],
    columns: columnsOf(list).map(({ title }) => title),
  }
}

export interface SheetWatch {
  mostRows: number
  /** hears after every thousand rows how many there are; may be told to stop by throwing */
  onRows: (done: number, total: number) => Promise<void>
}

/** A list as a table, of one night as a whole, masked for a file. Refuses TOO_MANY when it has become longer than `mostRows`. */
export async function customerSheet(
  database: Database,
  scope: Scope,
  { list, clear }: SheetRequest,
  { mostRows, onRows }: SheetWatch,
): Promise<CustomerSheet | Refusal | 'BAND_ONLY' | 'TOO_MANY'> {
  const refusal = listRefusal(scope, list.institutionId)
  if (refusal) return refusal
  return withScope(database, scope, async (trx) => {
    const ordered = await orderedList(trx, scope, list)
    if (typeof ordered === 'string') return ordered
    const total = ordered.ids.length / idBytes
    if (total > mostRows) return 'TOO_MANY'
    const rows: Cell[][] = []
    const columns = chosen(list.columns)
    const { businessDate, dataAsOf, months } = ordered
    for (let offset = 0; offset < total; offset += rowsAtOnce) {
      const records = await customerRecords(trx, pageOf(ordered.ids, offset, rowsAtOnce), { businessDate, months, columns })
      rows.push(...records.map((record) => rowOf(record, columns, clear, ordered)))
      await onRows(rows.length, total)
    }
    return { businessDate, dataAsOf, columns: columnsOf(list), rows }
  })
}

function rowOf(record: CustomerRecord, columns: readonly FigureKey[], clear: SheetRequest['clear'], { view }: OrderedList): Cell[] {
  return [
    record.customer_no,
    clear.includes('name') ? record.name : maskName(record.name, view.nameStyle),
    clear.includes('phone') ? record.phone : maskPhone(record.phone),
    record.institution_name,
    record.manager_name,
    ...columns.map((key, index) => cellOf(key, record.figures[index] ?? null, view)),
  ]
}

const kinds: Partial<Record<Figure['kind'], SheetColumn['kind']>> = { money: 'money', count: 'count', date: 'date' }

function columnsOf({ columns }: ListQuestion): SheetColumn[] {
  const text = (title: string, width: number): SheetColumn => ({ title, width, kind: 'text' })
  return [
    text('客户号', 20),
    text('姓名', 12),
    text('手机', 16),
    text('机构', 20),
    text('管户经理', 12),
    ...chosen(columns).map((key): SheetColumn => ({ title: figureWords[key], width: 16, kind: kinds[figures[key].kind] ?? 'text' })),
  ]
}
