import type { Group } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'

/** Who the figures of a row are of, in words. */
export const useGroupWords = (): ((group: Pick<Group, 'kind' | 'key' | 'name' | 'managerId'>) => string) => {
  const { say, word } = useWords()
  return ({ kind, key, name, managerId }) => {
    if (kind === 'all') return say('watch.all')
    if (kind === 'tier') return word('tier', key)
    if (kind === 'manager' && managerId === 0) return say('watch.noManager')
    return name ?? key
  }
}
