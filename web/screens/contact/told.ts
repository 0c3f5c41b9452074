import { useSyncExternalStore } from 'react'
import type { Logged } from '../../../server/modules/contact/contract.ts'

let told: Logged | undefined
const listeners = new Set<() => void>()
const shownForMs = 6_000
let timer: ReturnType<typeof setTimeout> | undefined

const set = (next: Logged | undefined): void => {
  told = next
  listeners.forEach((listener) => listener())
}

/** Tells for a moment what became of a contact just sent; a warning stays until it is read. */
export const tellLogged = (answer: Logged | undefined): void => {
  if (answer?.result !== 'saved') return
  clearTimeout(timer)
  set(answer)
  if (answer.warning === null) timer = setTimeout(() => set(undefined), shownForMs)
}

export const dismissTold = (): void => set(undefined)

export const useTold = (): Logged | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => told,
  )
