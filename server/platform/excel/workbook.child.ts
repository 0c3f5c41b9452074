import { parentPort, workerData } from 'node:worker_threads'
import { readXlsx, writeXlsx, type WriteSheet } from 'hucre'
import { guardedCell, guardedText, type Sheet, type SheetColumn } from './sheet.ts'

export type WorkbookTask = { write: Sheet; at: Date } | { read: Uint8Array }

/** What is read of a workbook. */
export interface ReadWorkbook {
  sheets: { name: string; rows: unknown[][]; header: string; footer: string }[]
  properties: { title?: string; creator?: string; description?: string; keywords?: string }
}

const formats: Record<SheetColumn['kind'], string> = { text: '@', money: '#,##0.00', count: '#,##0', date: '@' }
/** & begins a code in headers and footers. */
const printed = (text: string) => text.replaceAll('&', '&&').slice(0, 200)

function sheetOf({ name, mark, about, columns, rows }: Sheet): WriteSheet {
  const above = [mark, ...about].map((line) => [guardedText(line)])
  const head = above.length
  return {
    name,
    columns: columns.map(({ width, kind }) => ({
      width,
      numFmt: formats[kind],
      style: kind === 'money' ? { alignment: { horizontal: 'right' } } : {},
    })),
    rows: [...above, columns.map(({ title }) => guardedText(title)), ...rows.map((row) => row.map(guardedCell)), [guardedText(mark)]],
    freezePane: { rows: head + 1, columns: 1 },
    headerFooter: { oddHeader: `&C${printed(mark)}`, oddFooter: `&L${printed(mark)}&R&P / &N` },
    pageSetup: { orientation: 'landscape', printTitlesRow: `$${head + 1}:$${head + 1}` },
  }
}

async function work(task: WorkbookTask): Promise<Uint8Array | ReadWorkbook> {
  if ('write' in task) {
    const { mark, name } = task.write
    const properties = { title: name, creator: mark, description: mark, keywords: mark, created: task.at, modified: task.at }
    return writeXlsx({ sheets: [sheetOf(task.write)], properties })
  }
  const book = await readXlsx(task.read)
  const sheets = book.sheets.map(({ name, rows, headerFooter }) => ({
    name,
    rows: rows as unknown[][],
    header: headerFooter?.oddHeader ?? '',
    footer: headerFooter?.oddFooter ?? '',
  }))
  const { title, creator, description, keywords } = book.properties ?? {}
  return { sheets, properties: JSON.parse(JSON.stringify({ title, creator, description, keywords })) as ReadWorkbook['properties'] }
}

parentPort?.postMessage(await work(workerData as WorkbookTask))
