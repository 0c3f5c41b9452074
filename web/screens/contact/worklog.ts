import { useSyncExternalStore } from 'react'
import type { ContactChannel, ContactPurpose } from '../../../server/modules/privacy/contract.ts'

/** For whom a contact is logged, and how it is most likely to have been. `name` as people may see it here. */
export interface WorklogSubject {
  customerId: string
  name: string
  channel?: ContactChannel
  purpose?: ContactPurpose
  /** cards of the talk library that were used */
  cards?: readonly number[]
}

let subject: WorklogSubject | undefined
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Opens the sheet of three taps from anywhere: a dossier, a row of a list, today's list. */
export const openWorklog = (opened: WorklogSubject): void => {
  subject = opened
  tell()
}

export const closeWorklog = (): void => {
  subject = undefined
  tell()
}

export const useWorklog = (): WorklogSubject | undefined => useSyncExternalStore(subscribe, () => subject)
