import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 767.9px)')
const subscribe = (tell: () => void): (() => void) => {
  narrow.addEventListener('change', tell)
  return () => narrow.removeEventListener('change', tell)
}

/** A phone: lists become cards, the navigation moves under the thumb. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)

const subscribeOnline = (tell: () => void): (() => void) => {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(subscribeOnline, () => navigator.onLine)
