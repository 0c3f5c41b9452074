import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fill } from './file-pattern.ts'
import type { Mapping } from './mapping.ts'
import type { Problems } from './problems.ts'

/** Reads an `.ok`/`.flg` file: one line `name<separator>rows<separator>bytes` per file. Without the flag the delivery is not there yet. */
export function readFlag(
  from: string,
  bridge: Mapping,
  businessDate: string,
  problems: Problems,
): Map<string, { rows: number; bytes: number }> | undefined {
  const promised = new Map<string, { rows: number; bytes: number }>()
  const { manifest } = bridge.description
  if (manifest.style === 'none') return promised
  const flag = fill(manifest.file, businessDate)
  if (!existsSync(join(from, flag))) {
    problems.add({ file: flag, line: null, column: null, code: 'not_there_yet', found: '没有', expected: `${from} 中的 ${flag}` })
    return undefined
  }
  for (const [index, line] of readFileSync(join(from, flag), 'utf8').split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [file = '', rows = '', bytes = ''] = line.split(manifest.separator).map((part) => part.trim())
    if (/^\d+$/.test(rows) && /^\d+$/.test(bytes)) promised.set(file, { rows: Number(rows), bytes: Number(bytes) })
    else
      problems.add({
        file: flag,
        line: index + 1,
        column: null,
        code: 'bad_manifest',
        found: line,
        expected: `文件名 ${manifest.separator} 行数 ${manifest.separator} 字节数`,
      })
    if (!existsSync(join(from, file)))
      problems.add({
        file,
        line: null,
        column: null,
        code: 'missing_file',
        found: '没有',
        expected: `${flag} 第 ${index + 1} 行列出的文件`,
      })
  }
  return promised
}
