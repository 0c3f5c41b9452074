import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'

/** How many approvals wait for the person; asked again every minute. 0 until it is known. */
export const useWaiting = (): number =>
  useQuery({ ...queries.approval.count.queryOptions(), staleTime: 30_000, refetchInterval: 60_000, refetchOnWindowFocus: true }).data
    ?.waiting ?? 0
