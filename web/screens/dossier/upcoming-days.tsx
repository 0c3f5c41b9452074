import type { Upcoming } from '../../../server/modules/dossier/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { useFactWords } from './fact-words.ts'

const shownAtMost = 5

/** The next days that matter, the nearest first; those by the lunar calendar are marked. */
export const UpcomingDays = ({ upcoming }: { upcoming: readonly Upcoming[] }) => {
  const { say, word } = useWords()
  const { day } = useFactWords()
  return (
    <ol className="upcoming">
      {upcoming.slice(0, shownAtMost).map(({ factId, about, relation, who, on, nextOn, days }) => (
        <li key={`${factId} ${about}`}>
          <time dateTime={nextOn}>{nextOn}</time>
          <span>
            {[relation && word('relation', relation), who, word('date_kind', about)].filter((part) => part !== null).join(' ')}
            {on.calendar === 'lunar' ? <Tag tone="accent">{day(on)}</Tag> : null}
            {factId === null ? <Tag>{say('facts.bankRecord')}</Tag> : null}
          </span>
          <span className="muted small">{days === 0 ? say('facts.todayIs') : say('facts.days', { days })}</span>
        </li>
      ))}
    </ol>
  )
}
