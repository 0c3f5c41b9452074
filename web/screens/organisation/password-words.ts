import { ORPCError } from '@orpc/client'
import type { PasswordRulesShown } from '../../../server/modules/organisation/sign-on/contract.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'

const problemOf = (error: unknown): string | undefined => {
  const data: unknown = error instanceof ORPCError && error.code === 'PASSWORD_REFUSED' ? error.data : undefined
  return typeof data === 'object' && data !== null && 'problem' in data ? String(data.problem) : undefined
}

/** The rules of a new password in words, and why one was not taken. */
export const usePasswordWords = (rules: PasswordRulesShown | undefined) => {
  const { say } = useWords()
  const describe = useProblem()
  const values = { shortest: rules?.shortest ?? 0, kinds: rules?.kindsAtLeast ?? 0, history: rules?.history ?? 0 }
  return {
    rules: rules ? say('password.rules', values) : '',
    problem: (error: unknown): string => {
      const problem = problemOf(error)
      return problem === undefined ? describe(error).text : say(`password.problem.${problem}`, values)
    },
  }
}
