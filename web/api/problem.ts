import { ORPCError } from '@orpc/client'
import { useWords } from '../i18n/index.ts'
import type { ProblemText } from '../ui/query-view.tsx'

/** The refusal's code (`UNAUTHORIZED`, `NOT_READY`, …), or undefined when the server was not reached. */
export const refusalCode = (error: unknown): string | undefined => (error instanceof ORPCError ? String(error.code) : undefined)

const titles: Record<string, string> = {
  FORBIDDEN: 'problem.forbiddenTitle',
  NOT_READY: 'problem.notReadyTitle',
  NOT_FOUND: 'problem.missingTitle',
}

/** Words a failure: the server's own text when it answered in the reader's language, else ours for its code; or that the server was not reached. */
export const useProblem = (): ((error: unknown) => ProblemText) => {
  const { say, has, language } = useWords()
  return (error) => {
    const code = refusalCode(error)
    if (code === undefined)
      return { title: say('problem.title'), text: error instanceof TypeError ? say('problem.network') : String(error) }
    const ours = `problem.code.${code}`
    const serversText = error instanceof Error && error.message !== '' ? error.message : code
    const text = language === 'zh-CN' || !has(ours) ? serversText : say(ours)
    return { title: say(titles[code] ?? 'problem.title'), text, final: code === 'FORBIDDEN' || code === 'NOT_FOUND' }
  }
}
