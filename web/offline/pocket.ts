import { offlineStore, type PocketCustomer, type PocketProspect, type PocketSelf } from './store.ts'

/** Without having reached the server for so long, what the pocket holds is thrown away. */
const keptForMs = 2 * 3_600_000
const customersAtMost = 60

/** The first letter of a name, the rest hidden: nothing more of a name is kept on a phone. */
export const maskedLabel = (name: string | null, customerNo: string): string => {
  const [first] = name ?? ''
  return first === undefined ? customerNo : `${first}**`
}

/** Keeps who is signed in; somebody else's pocket is emptied first. */
export const keepSelf = async ({ userId, name }: { userId: number; name: string }): Promise<void> => {
  const store = await offlineStore()
  const before = await store.get('self', 'me')
  if (before && before.userId !== userId) await emptyPocket()
  await store.put('self', { userId, name, seenAt: Date.now() }, 'me')
}

/** Keeps a customer whose dossier was opened, the newest ones only. */
export const keepCustomer = async (customer: Omit<PocketCustomer, 'seenAt'>): Promise<void> => {
  const store = await offlineStore()
  await store.put('pocket', { ...customer, seenAt: Date.now() })
  const all = (await store.getAll('pocket')).toSorted((a, b) => b.seenAt - a.seenAt)
  for (const old of all.slice(customersAtMost)) await store.delete('pocket', old.customerId)
}

/** Keeps the prospects whose next step is in sight, in place of those before. */
export const keepProspects = async (prospects: readonly Omit<PocketProspect, 'seenAt'>[]): Promise<void> => {
  const store = await offlineStore()
  await store.clear('prospects')
  for (const one of prospects.slice(0, customersAtMost)) await store.put('prospects', { ...one, seenAt: Date.now() })
}

export interface Pocket {
  self: PocketSelf
  customers: PocketCustomer[]
  prospects: PocketProspect[]
}

/** What may be worked with offline: the person, the customers and prospects last seen. Undefined when nobody is signed in, or it is too long ago. */
export const readPocket = async (): Promise<Pocket | undefined> => {
  const store = await offlineStore()
  const self = await store.get('self', 'me')
  if (!self) return undefined
  if (Date.now() - self.seenAt > keptForMs) {
    await emptyPocket()
    return undefined
  }
  const customers = (await store.getAll('pocket')).filter(({ userId }) => userId === self.userId)
  const prospects = (await store.getAll('prospects')).filter(({ userId }) => userId === self.userId)
  return { self, customers: customers.toSorted((a, b) => b.seenAt - a.seenAt), prospects }
}

/** At sign-out nothing of customers stays but contacts not sent yet, and those for the person who noted them. */
export const emptyPocket = async (): Promise<void> => {
  const store = await offlineStore()
  await store.clear('pocket')
  await store.clear('prospects')
  await store.clear('self')
}
