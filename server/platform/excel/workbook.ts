import { inWorker } from './in-worker.ts'
import type { Sheet } from './sheet.ts'
import { refuseLargeArchive } from './archive-size.ts'
import type { ReadWorkbook } from './workbook.child.ts'

/** A sheet as .xlsx: texts stay texts (also what looks like a formula), amounts are numbers, the mark stands above, below, in print and in the properties. */
export const writeWorkbook = (sheet: Sheet, at: Date, signal?: AbortSignal): Promise<Uint8Array> => inWorker({ write: sheet, at }, signal)

/** Reads an .xlsx of unknown origin. Throws `WorkbookRefused` when it is none or would unpack to more than `mostBytes`. */
export async function readWorkbook(file: Uint8Array, mostBytes = 64 * 1024 * 1024): Promise<ReadWorkbook> {
  refuseLargeArchive(file, mostBytes)
  return inWorker({ read: file })
}
