import type { Medium } from '../../../server/modules/message/message-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'

interface MeansChipsProps {
  offered: readonly Medium[]
  chosen: Medium | undefined
  onChoose: (medium: Medium) => void
}

/** By which means a message goes: one of those offered. */
export const MeansChips = ({ offered, chosen, onChoose }: MeansChipsProps) => {
  const { say } = useWords()
  return (
    <Chips
      label={say('messages.compose.means')}
      options={offered.map((value) => ({ value, text: say(`messages.medium.${value}`) }))}
      chosen={chosen ? [chosen] : []}
      single
      onChange={([next]) => next && onChoose(next)}
    />
  )
}
