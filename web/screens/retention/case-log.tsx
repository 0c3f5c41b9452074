import type { CaseStep, LeaveCase } from '../../../server/modules/retention/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'

const Step = ({ step }: { step: CaseStep }) => {
  const { say, word, language } = useWords()
  const byNight = step.kind === 'seen' || step.kind === 'rechecked'
  const tags = [
    step.offer ? word('leave_offer', step.offer) : undefined,
    step.move ? word('three_move', step.move) : undefined,
    step.layer ? word('relation_layer', step.layer) : undefined,
  ].filter((text) => text !== undefined)
  return (
    <li data-step={step.kind}>
      <span className="timeline-when">{step.seenOn ?? instant(step.at, language)}</span>
      <span className="timeline-what">
        <strong>{word('leave_step', step.kind)}</strong>
        {byNight ? <Tag tone={step.toState === 'left' ? 'warning' : 'accent'}>{word('leave_state', step.toState)}</Tag> : null}
        {step.cameBack ? <Tag tone="accent">{say('leave.cameBack')}</Tag> : null}
        {tags.map((text) => (
          <Tag key={text}>{text}</Tag>
        ))}
      </span>
      {step.note ? <span className="timeline-note">{step.note}</span> : null}
      <span className="timeline-about">
        {step.kept === null ? null : (
          <span>
            {say('leave.sawKept')} <Amount fen={step.kept} language={language} />
          </span>
        )}
        {step.broughtIn === null || step.broughtIn === '0' ? null : (
          <span>
            {say(byNight ? 'leave.sawBrought' : 'leave.saidBringing')} <Amount fen={step.broughtIn} language={language} />
          </span>
        )}
        <span>{step.staffName ?? say('leave.night')}</span>
      </span>
    </li>
  )
}

/** What happened, the last first, down to the opening. */
export const CaseLog = ({ found }: { found: LeaveCase }) => {
  const { say, word } = useWords()
  return (
    <Panel className="timeline" title={say('leave.log')}>
      <ol>
        {found.log.toReversed().map((step) => (
          <Step key={`${step.at} ${step.kind}`} step={step} />
        ))}
        <li>
          <span className="timeline-when">{found.openedOn}</span>
          <span className="timeline-what">
            <strong>{say('leave.logOpened')}</strong>
            <Tag>{word('leave_source', found.source)}</Tag>
            <Tag>{word('leave_reason', found.reason)}</Tag>
          </span>
          <span className="timeline-about">{found.openedBy}</span>
        </li>
      </ol>
    </Panel>
  )
}
