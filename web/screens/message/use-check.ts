import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Medium } from '../../../server/modules/message/message-terms.ts'
import { queries } from '../../api/client.ts'

const pauseMs = 350

/** What stands against a text, asked when the writer pauses; `text`: the words the answer is about. */
export const useCheck = (customerId: string, medium: Medium | undefined, body: string) => {
  const [paused, setPaused] = useState(body)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(body), pauseMs)
    return () => clearTimeout(timer)
  }, [body])
  const text = paused.trim()
  const query = useQuery({
    ...queries.message.check.queryOptions({ input: { customerId, medium: medium ?? 'letter', body: text } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  // an answer about other words is none
  const current = text !== '' && !query.isPlaceholderData && body.trim() === text ? query.data : undefined
  return { text, data: current }
}
