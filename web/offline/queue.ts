import { useQuery, type QueryClient } from '@tanstack/react-query'
import type { ContactEntry, Logged } from '../../server/modules/contact/contract.ts'
import { api } from '../api/client.ts'
import { refusalCode } from '../api/problem.ts'
import { offlineStore, type Waiting } from './store.ts'

const batch = 25
const queueKey = ['offline', 'queue'] as const

/** The contacts of a person that wait, those noted first first. */
export const waitingOf = async (userId: number): Promise<Waiting[]> => {
  const all = await (await offlineStore()).getAll('queue')
  return all.filter((one) => one.userId === userId).toSorted((a, b) => (a.entry.at < b.entry.at ? -1 : 1))
}

/** The same as a query; changes are told by `queueChanged`. */
export const useWaiting = (userId: number): readonly Waiting[] =>
  useQuery({ queryKey: [...queueKey, userId], queryFn: () => waitingOf(userId), networkMode: 'always', staleTime: Infinity }).data ?? []

export const queueChanged = (queryClient: QueryClient): Promise<void> => queryClient.invalidateQueries({ queryKey: queueKey })

/** Notes a contact on this device. It is safe from here on, whatever becomes of page and network. */
export const note = async (userId: number, entry: ContactEntry, customer: string): Promise<void> => {
  await (await offlineStore()).put('queue', { id: entry.id, userId, entry, customer, refused: null })
}

/** Takes a contact off the queue that the server refused. */
export const discard = async (id: string): Promise<void> => (await offlineStore()).delete('queue', id)

/** Lets one that was refused be sent again. */
export const again = async (waiting: Waiting): Promise<void> => {
  await (await offlineStore()).put('queue', { ...waiting, refused: null })
}

/**
 * Sends what waits, in the order it was noted, one tab at a time. What the server took (now or before) leaves the queue, what it refuses stays with the
 * reason; without network all stays. Returns what the server answered.
 */
export const send = (userId: number): Promise<Logged[]> => oneTabAtATime(() => sendAll(userId))

const oneTabAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('liuke-send', work) : work()

async function sendAll(userId: number): Promise<Logged[]> {
  const answers: Logged[] = []
  const store = await offlineStore()
  const due = (await waitingOf(userId)).filter(({ refused }) => refused === null)
  for (let from = 0; from < due.length; from += batch) {
    const part = due.slice(from, from + batch)
    const results = await sendPart(part)
    if (results === 'unreached') return answers
    for (const [index, waiting] of part.entries()) {
      const answer = results === 'invalid' ? undefined : results[index]
      if (answer?.result === 'saved' || answer?.result === 'repeated') await store.delete('queue', waiting.id)
      else await store.put('queue', { ...waiting, refused: answer?.result ?? 'invalid' })
      if (answer) answers.push(answer)
    }
  }
  return answers
}

/** Not reached, not signed in, or out of order: it is tried again later. Only input the server cannot read is refused for good. */
async function sendPart(part: readonly Waiting[]): Promise<Logged[] | 'unreached' | 'invalid'> {
  try {
    return (await api.contact.log({ entries: part.map(({ entry }) => entry) })).results
  } catch (error) {
    return refusalCode(error) === 'BAD_REQUEST' ? 'invalid' : 'unreached'
  }
}
