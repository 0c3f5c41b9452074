import { join } from 'node:path'
import { canonicalTable } from './canonical.ts'
import type { Column, TableName } from './canonical.ts'
import type { Delivery, SourceFile } from './delivery.ts'
import type { LoadProgress } from './progress.ts'
import type { Problems } from './problems.ts'
import type { ScannedFile } from './raw.ts'
import { scanFile } from './scan.ts'

/** Which columns a file's header must and may have. */
function checkHeader(delivery: Delivery, file: SourceFile, header: string[], problems: Problems): void {
  const canonical: Record<string, Column> | undefined = delivery.bridge ? undefined : canonicalTable(file.source as TableName).columns
  const required = canonical ? Object.keys(canonical).filter((column) => canonical[column]?.required) : (file.layout.columns ?? [])
  const add = (column: string, code: 'unknown_column' | 'missing_column' | 'duplicate_column', found: string, expected: string) =>
    problems.add({ file: file.name, line: 1, column, code, found, expected })
  for (const [index, column] of header.entries()) {
    if (header.indexOf(column) < index) add(column, 'duplicate_column', column, '每个列名只出现一次')
    else if (canonical && !Object.hasOwn(canonical, column)) add(column, 'unknown_column', column, Object.keys(canonical).join(', '))
  }
  for (const column of required) if (!header.includes(column)) add(column, 'missing_column', header.join(', '), column)
}

/** Reads every file of the delivery once: packing, encoding, shape of lines, headers, content hash. */
export async function scanDelivery(
  delivery: Delivery,
  stageDir: string,
  problems: Problems,
  onProgress: (progress: LoadProgress) => void,
): Promise<ScannedFile[]> {
  const scanned: ScannedFile[] = []
  for (const [index, file] of delivery.files.entries()) {
    onProgress({ step: 'scan', item: file.name, done: index, total: delivery.files.length })
    const decoded = join(stageDir, `${index}.utf8.csv`)
    const scan = await scanFile(file.path, file.name, file.layout, problems, decoded)
    if (file.bytes !== undefined && file.bytes !== scan.bytes) {
      problems.add({
        file: file.name,
        line: null,
        column: null,
        code: 'wrong_size',
        found: `${scan.bytes} 字节`,
        expected: `${file.bytes} 字节`,
      })
    }
    if (file.layout.format === 'csv' && file.layout.header && scan.columns.length > 0) checkHeader(delivery, file, scan.columns, problems)
    scanned.push({ ...file, scan, readable: file.layout.format === 'csv' && file.layout.encoding === 'gb18030' ? decoded : file.path })
  }
  return scanned
}
