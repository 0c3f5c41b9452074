import { Link } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'

/** On the dossier: the way to a leave case of this customer, of whom it may be opened. */
export const LeaveLink = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const me = useMe()
  if (me.role === 'compliance_officer') return null
  return (
    <Panel title={say('leave.dossier')}>
      <Link to="/leave-cases" search={{ customer: customerId }}>
        {say('leave.dossierOpen')}
      </Link>
    </Panel>
  )
}
