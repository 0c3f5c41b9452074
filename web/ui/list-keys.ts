import { useState } from 'react'
import { useHotkeys } from './hotkeys.ts'

const places = new Map<string, number>()

/**
 * The row under the keys: `j` and `k` move it, Enter opens it. `memory` names the list, so that coming back finds the same row.
 * -1 = none yet.
 */
export const useListKeys = (
  count: number,
  memory: string,
  open: (index: number) => void,
  show: (index: number) => void,
): { active: number; setActive: (index: number) => void } => {
  const [active, setState] = useState(() => places.get(memory) ?? -1)
  const setActive = (index: number) => {
    places.set(memory, index)
    setState(index)
  }
  const move = (step: number) => {
    if (count === 0) return
    const next = Math.min(Math.max(active + step, 0), count - 1)
    setActive(next)
    show(next)
  }
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      if (active >= 0 && active < count) open(active)
    },
  })
  return { active, setActive }
}
