import { Link } from '@tanstack/react-router'
import type { TodayList } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'

/** Who was put off, and the way back. */
export const PostponedPanel = ({ list, onRelease }: { list: TodayList; onRelease: (customerId: string) => void }) => {
  const { say } = useWords()
  if (list.postponed.length === 0) return null
  return (
    <Panel title={say('today.postponed', { count: list.postponed.length })}>
      <ul className="today-rows">
        {list.postponed.map(({ customerId, name, until, reason }) => (
          <li key={customerId}>
            <span>
              {say('today.postponedRow', { name: name ?? customerId, until: until ?? '' })}
              <small className="muted"> {reason === null ? '' : say(`today.postponeReason.${reason}`)}</small>
            </span>
            {list.readOnly ? null : (
              <button type="button" className="today-link" onClick={() => onRelease(customerId)}>
                {say('today.takePin')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The last plan against what was done. */
export const BeforePanel = ({ before }: { before: TodayList['before'] }) => {
  const { say, word } = useWords()
  if (!before) return null
  return (
    <Panel title={say('today.before', { date: before.planDate, planned: before.planned, done: before.done })}>
      <ul className="today-rows">
        {before.items.map(({ customerId, name, channel, done }) => (
          <li key={customerId}>
            <Link to="/customers/$customerId" params={{ customerId }}>
              {name ?? customerId}
            </Link>
            <span className="muted small">{word('contact_channel', channel)}</span>
            <Tag {...(done ? { tone: 'accent' as const } : {})}>{say(done ? 'today.beforeDone' : 'today.beforeOpen')}</Tag>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
