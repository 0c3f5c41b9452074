import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Closes what hangs over the page (a menu, a list of suggestions) by Escape or a press outside of it. */
export const useDismiss = (open: boolean, inside: RefObject<HTMLElement | null>, close: () => void): void => {
  const dismiss = useEffectEvent(close)
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      dismiss()
    }
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !inside.current?.contains(event.target)) dismiss()
    }
    addEventListener('keydown', onKey, true)
    addEventListener('pointerdown', onPress, true)
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('pointerdown', onPress, true)
    }
  }, [open, inside])
}
