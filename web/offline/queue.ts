import { useQuery, type QueryClient } from '@tanstack/react-query'
import type { ContactEntry, Logged } from '../../server/modules/contact/contract.ts'
import type { ProspectEntry } from '../../server/modules/prospect/contract.ts'
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
export const note = async (userId: number, entry: ContactEntry | ProspectEntry, customer: string): Promise<void> => {
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
  for (const part of partsOf(due)) {
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

const isOfProspect = (entry: Waiting['entry']): entry is ProspectEntry => 'prospectId' in entry

/** What goes in one request: some of one kind, customers' first. */
const partsOf = (due: readonly Waiting[]): Waiting[][] =>
  [false, true].flatMap((prospects) => {
    const same = due.filter(({ entry }) => isOfProspect(entry) === prospects)
    return Array.from({ length: Math.ceil(same.length / batch) }, (_, part) => same.slice(part * batch, (part + 1) * batch))
  })

/** Of one kind. Not reached, not signed in, or out of order: it is tried again later. Only input the server cannot read is refused for good. */
async function sendPart(part: readonly Waiting[]): Promise<Logged[] | 'unreached' | 'invalid'> {
  try {
    const entries = part.map(({ entry }) => entry)
    const prospects = entries.filter(isOfProspect)
    if (prospects.length > 0) return (await api.prospect.log({ entries: prospects })).results
    return (await api.contact.log({ entries: entries.flatMap((entry) => (isOfProspect(entry) ? [] : [entry])) })).results
  } catch (error) {
    return refusalCode(error) === 'BAD_REQUEST' ? 'invalid' : 'unreached'
  }
}
