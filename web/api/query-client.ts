import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { refusalCode } from './problem.ts'

/** Answers stay fresh for the business date; a new night or a new session throws them away. */
export const createQueryClient = (onSessionEnded: () => void): QueryClient => {
  const watch = (error: unknown): void => {
    if (refusalCode(error) === 'UNAUTHORIZED') onSessionEnded()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 300_000,
        gcTime: 900_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => refusalCode(error) === undefined && failures < 2,
      },
    },
  })
}
