import { Link } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { HealthCard } from '../health/health-card.tsx'
import { ConvertedCard } from './converted-card.tsx'

const plans: readonly string[] = ['relationship_manager', 'outlet_president', 'lobby_manager']

/** What programmes have of a customer on the dossier: converted assets, the way to a plan, and the blood-pressure desk where the bank runs one. */
export const ProgrammeCards = ({ customerId, counted }: { customerId: string; counted: boolean }) => {
  const { say } = useWords()
  const { role } = useMe()
  return (
    <>
      <ConvertedCard customerId={customerId} />
      {counted && plans.includes(role) ? (
        <Panel title={say('planner.title')}>
          <p className="muted small">{say('planner.cardAbout')}</p>
          <Link to="/customers/$customerId/plan" params={{ customerId }}>
            {say('planner.open')}
          </Link>
        </Panel>
      ) : null}
      {role === 'lobby_manager' ? <HealthCard customerId={customerId} /> : null}
    </>
  )
}
