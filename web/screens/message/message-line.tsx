import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MessageRow } from '../../../server/modules/message/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Tag } from '../../ui/panel.tsx'

const bad: readonly MessageRow['state'][] = ['failed', 'in_doubt', 'undelivered', 'stopped']
const good: readonly MessageRow['state'][] = ['handed', 'delivered']

/** Why a message waits or stopped, in words: codes of ours, or of the permission answer. */
const useReason = () => {
  const { say, word, has } = useWords()
  return (reason: string): string => (has(`messages.reason.${reason}`) ? say(`messages.reason.${reason}`) : word('contact_reason', reason))
}

/** One message: to whom, what it says, how far it got and why. */
export const MessageLine = ({ message, children }: { message: MessageRow; children?: ReactNode }) => {
  const { say, word, language } = useWords()
  const reasonOf = useReason()
  const { customerId, customerName, medium, purpose, body, staffName, queuedAt, state, reason, detail, attempt, nextAt, templateNumber } =
    message
  const notes = [
    reason === null || reason === 'by_hand' ? '' : reasonOf(reason),
    detail ?? '',
    attempt > 1 ? say('messages.attempts', { count: attempt }) : '',
    state === 'queued' && nextAt !== null ? say('messages.leavesAt', { at: instant(nextAt, language) }) : '',
  ]
  return (
    <div className="message-line" data-message={message.id}>
      <div className="message-line-head">
        <strong>{say(`messages.medium.${medium}`)}</strong>
        <Link to="/customers/$customerId" params={{ customerId }}>
          {say('messages.to', { name: customerName ?? customerId })}
        </Link>
        <span className="muted small">{word('contact_purpose', purpose)}</span>
        <Tag {...(bad.includes(state) ? { tone: 'warning' as const } : good.includes(state) ? { tone: 'accent' as const } : {})}>
          {say(`messages.state.${state}`)}
        </Tag>
      </div>
      <p className="message-body">{body}</p>
      <p className="muted small">
        {[
          say('messages.by', { name: staffName, at: instant(queuedAt, language) }),
          templateNumber === null ? '' : say('messages.template', { number: templateNumber }),
        ]
          .concat(notes)
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {children}
    </div>
  )
}
