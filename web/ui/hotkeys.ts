import { useEffect, useEffectEvent } from 'react'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.getAttribute('role') === 'combobox')
const onControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button, [role="button"], [role="option"], [role="menuitem"]') !== null
const overlayOpen = (): boolean => document.querySelector('[role="dialog"], [role="menu"]:not([hidden]), [data-overlay="open"]') !== null

/**
 * Keys that work on the whole page: `{ j: nextRow, '?': showKeys }`. They rest while somebody types, while an overlay is open
 * (it closes itself by Escape), and Enter rests on links and buttons, which have an Enter of their own.
 */
export const useHotkeys = (keys: Record<string, () => void>): void => {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (typing(event.target) || overlayOpen()) return
    if (event.key === 'Enter' && onControl(event.target)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
