import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Logged } from '../../server/modules/contact/contract.ts'
import { queries } from '../api/client.ts'
import { queueChanged, send } from './queue.ts'

const tryEveryMs = 20_000

/** Sends what waits and refreshes what depends on it. */
export const sendNow = async (queryClient: QueryClient, userId: number): Promise<Logged[]> => {
  const answers = await send(userId)
  await queueChanged(queryClient)
  if (answers.length > 0) {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: queries.contact.key() }),
      queryClient.invalidateQueries({ queryKey: queries.today.key() }),
      queryClient.invalidateQueries({ queryKey: queries.prospect.key() }),
      queryClient.invalidateQueries({ queryKey: queries.warning.key() }),
      queryClient.invalidateQueries({ queryKey: queries.privacy.permission.key() }),
    ])
  }
  return answers
}

/** Sends what waits: at once, when the network comes back, when the page is seen again, and every now and then. */
export const useSending = (userId: number): void => {
  const queryClient = useQueryClient()
  useEffect(() => {
    const attempt = () => void sendNow(queryClient, userId)
    attempt()
    addEventListener('online', attempt)
    document.addEventListener('visibilitychange', attempt)
    const timer = setInterval(attempt, tryEveryMs)
    return () => {
      removeEventListener('online', attempt)
      document.removeEventListener('visibilitychange', attempt)
      clearInterval(timer)
    }
  }, [queryClient, userId])
}
