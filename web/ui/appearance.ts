import { useSyncExternalStore } from 'react'
import { recall, remember } from './memory.ts'

export type Mode = 'light' | 'dark' | 'system'
export const modes: readonly Mode[] = ['light', 'dark', 'system']

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
const isMode = (text: string | undefined): text is Mode => modes.some((mode) => mode === text)
const recalled = recall('appearance')
let mode: Mode = isMode(recalled) ? recalled : 'system'

const isDark = (): boolean => mode === 'dark' || (mode === 'system' && systemDark.matches)

const paint = (): void => {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light'
  for (const tell of listeners) tell()
}

/** Paints before the first render, and again whenever the system changes its mind. */
export const startAppearance = (): void => {
  systemDark.addEventListener('change', paint)
  paint()
}

export const setMode = (next: Mode): void => {
  mode = next
  remember('appearance', next)
  paint()
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useMode = (): Mode => useSyncExternalStore(subscribe, () => mode)
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark)
