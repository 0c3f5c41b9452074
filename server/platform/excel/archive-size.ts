/** A file that is no workbook, or one that is not to be unpacked. The message is for people. */
export class WorkbookRefused extends Error {}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const endBytes = 22
const entryBytes = 46
const longestComment = 65_535

/**
 * Looks at the directory of a ZIP file, without unpacking anything, and throws {@link WorkbookRefused} when its members say they unpack to more than
 * `mostBytes`, or when there is no directory. A member that lies about its size is stopped by the memory of the worker.
 */
export function refuseLargeArchive(file: Uint8Array, mostBytes: number): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const end = directoryEnd(view)
  if (end === undefined) throw new WorkbookRefused('这不是 Excel 文件（.xlsx），请另存为 .xlsx 后重试。')
  let at = view.getUint32(end + 16, true)
  let unpacked = 0
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== directoryEntry) {
      throw new WorkbookRefused('这个 Excel 文件已损坏，请重新保存后重试。')
    }
    unpacked += view.getUint32(at + 24, true)
    at += entryBytes + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (unpacked > mostBytes) {
    throw new WorkbookRefused(
      `这个 Excel 文件解压后有 ${Math.ceil(unpacked / 1024 / 1024)} MB，超过 ${mostBytes / 1024 / 1024} MB，请拆分后重试。`,
    )
  }
}

function directoryEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endBytes - longestComment)
  for (let at = view.byteLength - endBytes; at >= first; at--) if (view.getUint32(at, true) === endOfDirectory) return at
  return undefined
}
