import { Link } from '@tanstack/react-router'
import type { HandoverHead } from '../../../server/modules/handover/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { CheckMeter } from './check-meter.tsx'

/** Hand-overs, those that wait for their day first: from whom to whom, and how the check stands. */
export const HandoverList = ({ handovers, mayOrder }: { handovers: readonly HandoverHead[]; mayOrder: boolean }) => {
  const { say, word } = useWords()
  if (handovers.length === 0)
    return <Empty title={say('handover.none')} about={say(mayOrder ? 'handover.noneAbout' : 'handover.noneAboutMine')} />
  return (
    <Panel title={say('handover.views.list')} about={say('handover.listAbout')}>
      <ul className="lines">
        {handovers.map((one) => (
          <li key={one.id} data-handover={one.id}>
            <span className="line-who">
              <Link to="/handovers" search={{ view: 'list', id: String(one.id) }}>
                {say('handover.fromTo', { from: one.fromName ?? say('handover.nobody'), to: one.toName })}
              </Link>
              <Tag tone="accent">{say('handover.customers', { count: one.customers })}</Tag>
              {one.state === 'running' ? null : <Tag>{word('handover_state', one.state)}</Tag>}
              {one.overdue + one.lost > 0 ? <Tag tone="warning">{say('handover.attention', { count: one.overdue + one.lost })}</Tag> : null}
            </span>
            <span className="line-about">
              {word('handover_reason', one.reason)} · {say('handover.effect', { date: one.takesEffectOn })} · {one.institutionName}
            </span>
            <span className="line-acts">{one.state === 'planned' || one.state === 'cancelled' ? null : <CheckMeter head={one} />}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
