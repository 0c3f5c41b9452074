import { useSyncExternalStore } from 'react'
import type { OccasionKind } from '../../../server/modules/care/care-terms.ts'

/** To whom something is written, and about what. `name` as people may see it here. */
export interface ComposeSubject {
  customerId: string
  name: string
  kind: OccasionKind
  /** of a festival: code and name */
  festival?: { code: string; name: string } | null
  relation?: string | null
  who?: string | null
  /** the last day on which it is in place (ISO); left out: the policy's days */
  on?: string
}

let subject: ComposeSubject | undefined
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Opens the sheet from anywhere: the day's care, today's list, a dossier. */
export const openCompose = (opened: ComposeSubject): void => {
  subject = opened
  tell()
}

export const closeCompose = (): void => {
  subject = undefined
  tell()
}

export const useCompose = (): ComposeSubject | undefined => useSyncExternalStore(subscribe, () => subject)
