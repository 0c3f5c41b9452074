import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ContactEntry, EntryResult } from '../../server/modules/contact/contract.ts'
import type { ContactChannel } from '../../server/modules/privacy/contract.ts'
import type { ProspectEntry } from '../../server/modules/prospect/contract.ts'

/** A contact that waits to be sent, with a customer or with a prospect, of the person who noted it. `refused`: the server will not take it, and why. */
export interface Waiting {
  id: string
  userId: number
  entry: ContactEntry | ProspectEntry
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

/** A prospect whose next step was in sight: the name masked, with the channels that were agreed to. */
export interface PocketProspect {
  prospectId: string
  userId: number
  maskedName: string
  channels: readonly ContactChannel[]
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
  prospects: { key: string; value: PocketProspect }
  self: { key: string; value: PocketSelf }
}

let opened: Promise<IDBPDatabase<OfflineSchema>> | undefined

/** What this browser keeps for times without network. */
export const offlineStore = (): Promise<IDBPDatabase<OfflineSchema>> => {
  opened ??= openDB<OfflineSchema>('liuke', 2, {
    upgrade: (database, before) => {
      if (before < 1) {
        database.createObjectStore('queue', { keyPath: 'id' })
        database.createObjectStore('pocket', { keyPath: 'customerId' })
        database.createObjectStore('self')
      }
      if (before < 2) database.createObjectStore('prospects', { keyPath: 'prospectId' })
    },
    // another tab waits for a newer form of the store
    blocking: () => {
      void opened?.then((database) => database.close())
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}
