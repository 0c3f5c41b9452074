import type { ApprovalItem } from '../../../server/modules/approval/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Tag } from '../../ui/panel.tsx'
import { toneOf } from './approval-list.tsx'

/** The course of a request: asked, then step by step who decided what and when. */
export const ApprovalSteps = ({ item }: { item: ApprovalItem }) => {
  const { say, word, language } = useWords()
  return (
    <ol className="steps">
      <li className="step-done">
        <strong>{say('approval.asked')}</strong>
        <span className="muted small">
          {item.askedBy.name} · {word('role', item.askedBy.role)} · {instant(item.askedAt, language)}
        </span>
      </li>
      {item.steps.map(({ name, roles, decision }) => (
        <li key={name} className={decision ? 'step-done' : ''}>
          <strong>{word('approval_step', name)}</strong>{' '}
          {decision ? (
            <Tag {...toneOf(decision.outcome)}>{word('approval_state', decision.outcome)}</Tag>
          ) : (
            <Tag>{say(item.state === 'open' ? 'approval.waits' : 'approval.skipped')}</Tag>
          )}
          {decision ? (
            <span className="muted small">
              {decision.name} · {word('role', decision.role)} · {instant(decision.at, language)}
            </span>
          ) : (
            <span className="muted small">{say('approval.by', { roles: roles.map((role) => word('role', role)).join('、') })}</span>
          )}
          {decision && decision.reason !== '' ? <span className="step-reason">{decision.reason}</span> : null}
        </li>
      ))}
    </ol>
  )
}
