import type { ReactNode } from 'react'
import { useWords } from '../../i18n/index.ts'

/** A number that opens the customers behind it. */
export const NumberButton = ({ onPress, children }: { onPress: () => void; children: ReactNode }) => {
  const { say } = useWords()
  return (
    <button type="button" className="number-link watch-number" title={say('report.openList')} onClick={onPress}>
      {children}
    </button>
  )
}
