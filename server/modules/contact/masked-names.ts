import type { Policies } from '../policy/index.ts'
import { maskedViewOf, shownName } from '../privacy/index.ts'

/** How a role sees customers' names in lists (M98). */
export const maskedNames = (policies: Policies, role: string): ((name: string | null) => string | null) => {
  const view = maskedViewOf(policies, role)
  return (name) => shownName(name, view)
}
