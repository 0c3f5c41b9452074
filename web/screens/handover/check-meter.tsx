import type { HandoverHead } from '../../../server/modules/handover/contract.ts'
import { useWords } from '../../i18n/index.ts'

const parts = ['contacted', 'waiting', 'overdue', 'lost', 'elsewhere'] as const

/** How many of a hand-over were met by the new manager, at a glance. */
export const CheckMeter = ({ head }: { head: HandoverHead }) => {
  const { say } = useWords()
  return (
    <span className="handover-progress">
      <span className="handover-meter" aria-hidden="true">
        {parts.map((part) => (head[part] > 0 ? <i key={part} className={`handover-${part}`} style={{ flexGrow: head[part] }} /> : null))}
      </span>
      <span className="small muted">
        {say('handover.met', { met: head.contacted, of: head.customers - head.elsewhere, date: head.checkOn })}
      </span>
    </span>
  )
}
