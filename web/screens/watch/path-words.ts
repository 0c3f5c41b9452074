import { useMemo } from 'react'
import type { FlowPath } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import type { PictureWords } from './paths-picture.ts'

/** Words of a path: what kind, and from or to which bank. */
export const usePathWords = (): ((path: Pick<FlowPath, 'form' | 'bank'>) => string) => {
  const { say } = useWords()
  return useMemo(
    () =>
      ({ form, bank }) =>
        form === 'own_name' || form === 'others'
          ? say(`watch.form.${form}`, { bank: bank === '' ? say('watch.thisBank') : bank })
          : say(`watch.form.${form}`),
    [say],
  )
}

/** Words of the whole picture. */
export const usePictureWords = (): PictureWords => {
  const { say } = useWords()
  const path = usePathWords()
  return useMemo(
    () => ({
      path,
      rest: say('watch.paths.rest'),
      inflow: say('watch.paths.inflow'),
      outflow: say('watch.paths.outflow'),
      through: say('watch.paths.through'),
      stays: say('watch.paths.stays'),
      fromStock: say('watch.paths.fromStock'),
    }),
    [say, path],
  )
}
