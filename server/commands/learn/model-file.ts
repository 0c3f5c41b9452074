import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { LearnRefusal, modelFileSchema, type ModelFile } from '../../../learn/index.ts'
import { CommandEnd, exitCodes } from '../command-context.ts'
import { problemWords } from './problem-words.ts'

/** Reads a model, or a folder with `model.json`. Throws LearnRefusal when it is none. */
export function readModelFile(path: string): ModelFile {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'model.json') : path
  if (!existsSync(file)) throw new LearnRefusal({ code: 'no_model', detail: `没有文件 ${file}` })
  const parsed = modelFileSchema.safeParse(jsonOf(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new LearnRefusal({ code: 'no_model', detail: `${issue?.path.join('.') || '内容'} 不符合格式` })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new LearnRefusal({ code: 'no_model', detail: error instanceof Error ? error.message : String(error) })
  }
}

/** Runs a command of `learn`; what is refused ends it with words instead of a fault. */
export async function saidInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LearnRefusal) throw new CommandEnd(exitCodes.refused, problemWords(error.problem))
    throw error
  }
}
