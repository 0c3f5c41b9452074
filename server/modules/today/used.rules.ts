import type { MadeContact } from './relation.sql.ts'
import { capacityKindOf, type Used } from './options.rules.ts'

/** How many contacts of each kind were made; a walk-in takes nothing from what was planned. */
export function usedBy(made: readonly Pick<MadeContact, 'channel'>[]): Used {
  const used: Used = {}
  for (const { channel } of made) {
    if (channel === 'walk_in') continue
    const kind = capacityKindOf(channel)
    used[kind] = (used[kind] ?? 0) + 1
  }
  return used
}
