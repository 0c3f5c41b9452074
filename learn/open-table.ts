import { existsSync } from 'node:fs'
import { openTableFile, type TableFile } from '../night/engines/table-file.ts'
import { LearnRefusal } from './refusal.ts'

/** Opens a table file; columns named in `asWritten` (keys) are words even where they look like numbers. Throws LearnRefusal when it is not there or is no table. */
export async function openTable(path: string, asWritten: readonly string[] = []): Promise<TableFile> {
  if (!existsSync(path)) throw new LearnRefusal({ code: 'unreadable', detail: '文件不存在' })
  try {
    return await openTableFile(path, asWritten)
  } catch (error) {
    throw new LearnRefusal({ code: 'unreadable', detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })
  }
}
