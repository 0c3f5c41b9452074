import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ContactEntry, EntryResult } from '../../server/modules/contact/contract.ts'

/** A contact that waits to be sent, of the person who noted it. `refused`: the server will not take it, and why. */
export interface Waiting {
  id: string
  userId: number
  entry: ContactEntry
  /** for people; masked */
  customer: string
  refused: Exclude<EntryResult, 'saved' | 'repeated'> | 'invalid' | null
}

/** A customer as far as a phone may keep one: the number is the bank's, the name masked. */
export interface PocketCustomer {
  customerId: string
  userId: number
  customerNo: string
  maskedName: string
  seenAt: number
}

export interface PocketSelf {
  userId: number
  name: string
  /** when the server was last reached, in milliseconds */
  seenAt: number
}

interface OfflineSchema extends DBSchema {
  queue: { key: string; value: Waiting }
  pocket: { key: string; value: PocketCustomer }
  self: { key: string; value: PocketSelf }
}

let opened: Promise<IDBPDatabase<OfflineSchema>> | undefined

/** What this browser keeps for times without network. */
export const offlineStore = (): Promise<IDBPDatabase<OfflineSchema>> => {
  opened ??= openDB<OfflineSchema>('liuke', 1, {
    upgrade: (database) => {
      database.createObjectStore('queue', { keyPath: 'id' })
      database.createObjectStore('pocket', { keyPath: 'customerId' })
      database.createObjectStore('self')
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}
