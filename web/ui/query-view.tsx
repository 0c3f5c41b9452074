import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure, PageSkeleton } from './states.tsx'

export interface ProblemText {
  title: string
  text: string
  /** asking again would change nothing */
  final?: boolean
}

interface QueryViewProps<T> {
  query: UseQueryResult<T>
  loadingText: string
  retryText: string
  describe: (error: unknown) => ProblemText
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

/** A query's three faces: shape, failure with a retry where that may help, data. Data already seen stays while it is fetched again. */
export const QueryView = <T,>({ query, loadingText, retryText, describe, skeleton, children }: QueryViewProps<T>) => {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <Failure {...describe(query.error)} retryText={retryText} onRetry={() => void query.refetch()} />
  return <>{skeleton ?? <PageSkeleton label={loadingText} />}</>
}
