import type { TodayItem, TodayList } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Icon } from '../../ui/icons.tsx'
import { hourWords } from './today-words.ts'

/** When the channel may be used: the hours of the day, or the moment from which on it may. */
export const When = ({ item, list }: { item: Pick<TodayItem, 'channel' | 'nextAllowedAt'>; list: TodayList }) => {
  const { say, language } = useWords()
  if (!['call', 'visit', 'invitation'].includes(item.channel)) return null
  return (
    <span className="today-when">
      {item.nextAllowedAt
        ? say('today.notBefore', { at: instant(item.nextAllowedAt, language).slice(-5) })
        : say('today.hours', { hours: hourWords(list.hours) })}
    </span>
  )
}

/** Shows what to say and how the value came about, or less. */
export const More = ({ open, onToggle }: { open: boolean; onToggle: () => void }) => {
  const { say } = useWords()
  return (
    <button type="button" className="today-more" aria-expanded={open} onClick={onToggle}>
      <Icon name={open ? 'up' : 'down'} size={16} />
      {say(open ? 'today.less' : 'today.details')}
    </button>
  )
}
