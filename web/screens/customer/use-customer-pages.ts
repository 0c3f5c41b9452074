import { keepPreviousData, useQueries, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { InferContractRouterOutputs } from '@orpc/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CustomerRow, customerContract } from '../../../server/modules/customer/contract.ts'
import { queries } from '../../api/client.ts'
import { listInput, type ListState } from './list-state.ts'

type Page = InferContractRouterOutputs<typeof customerContract>['list']

const pageSize = 50
/** While somebody drags the scroll bar, pages are asked for at most this often. */
const settleMilliseconds = 70

export interface CustomerPages {
  head: UseQueryResult<Page>
  total: number
  rowAt: (index: number) => CustomerRow | undefined
  onRange: (first: number, last: number) => void
}

/** The rows of a list by offset: the first page gives the total, the pages in sight follow the scroll. */
export const useCustomerPages = (state: ListState): CustomerPages => {
  const queryClient = useQueryClient()
  const [range, setRange] = useState({ first: 0, last: 0 })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onRange = useCallback((first: number, last: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setRange({ first, last }), settleMilliseconds)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  const pageOptions = (page: number) => queries.customer.list.queryOptions({ input: listInput(state, page * pageSize, pageSize) })
  const head = useQuery({ ...pageOptions(0), placeholderData: keepPreviousData })
  const total = head.data?.total ?? 0
  const from = Math.max(1, Math.floor(range.first / pageSize))
  const to = Math.min(Math.floor(range.last / pageSize), Math.ceil(total / pageSize) - 1)
  const wanted = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
  const others = useQueries({ queries: wanted.map(pageOptions) })

  const dates = new Set([head, ...others].flatMap((result) => (result.data && !result.isPlaceholderData ? [result.data.businessDate] : [])))
  const mixed = dates.size > 1
  useEffect(() => {
    // a new night came out between two pages: rows of two dates must not stand side by side
    if (mixed) void queryClient.invalidateQueries({ queryKey: queries.customer.list.key() })
  }, [mixed, queryClient])

  const rowAt = (index: number): CustomerRow | undefined => {
    const page = Math.floor(index / pageSize)
    const data = page === 0 ? head.data : others[page - from]?.data
    return data?.rows[index % pageSize]
  }
  return { head, total, rowAt, onRange }
}
