import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'

/** What became of a message that was taken: away, at a time to come, or on its way to the printer. */
export const SentWord = ({ paper, leavesAt, className }: { paper: boolean; leavesAt: string | null; className: string }) => {
  const { say, language } = useWords()
  const told = paper ? 'sentPrint' : leavesAt === null ? 'sent' : 'sentLater'
  return (
    <p className={className} role="status">
      {say(`messages.compose.${told}`, { at: leavesAt === null ? '' : instant(leavesAt, language) })}
    </p>
  )
}
