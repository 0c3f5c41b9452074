import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/index.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Icon } from '../../ui/icons.tsx'
import { useWaiting } from '../approval/use-waiting.ts'
import { ListLink } from '../customer/list-link.tsx'
import type { PanelProps } from './report-parts.ts'

/** What waits for the person's word: decided today, nobody else is held up. */
export const Waiting = () => {
  const { say } = useWords()
  const waiting = useWaiting()
  if (waiting === 0) return null
  return (
    <Link to="/approvals" className="next-step next-decide">
      <Icon name="stamp" size={16} />
      <span>{say('report.decide', { count: waiting })}</span>
      <Icon name="right" size={16} />
    </Link>
  )
}

/** The one thing to do next: money about to mature first, then customers nobody can reach. */
export const NextStep = ({ report }: PanelProps) => {
  const { say, language } = useWords()
  const { maturing, contactability, institution } = report
  const reachable = 10_000 - contactability.unreachableBenchmarkBp
  const amount = shortMoney(BigInt(maturing.fen), language)
  const step =
    maturing.customers > 0
      ? {
          filters: maturing.filters,
          by: 'maturing_30d' as const,
          text: say('report.nextMaturing', {
            count: count(maturing.customers),
            days: maturing.days,
            amount: `${amount.digits}${amount.unit}`,
          }),
        }
      : contactability.rate.bp !== null && contactability.rate.bp < reachable
        ? {
            filters: contactability.repairFilters,
            by: 'aum' as const,
            text: say('report.nextRepair', { rate: percent(contactability.rate.bp), benchmark: percent(reachable, 0) }),
          }
        : undefined
  if (!step) return null
  return (
    <ListLink institutionId={institution.id} filters={step.filters} by={step.by} className="next-step">
      <b>{say('report.next')}</b>
      <span>{step.text}</span>
      <Icon name="right" size={16} />
    </ListLink>
  )
}
