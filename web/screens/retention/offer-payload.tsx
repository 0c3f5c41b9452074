import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/index.ts'
import { Facts } from '../../ui/panel.tsx'
import type { PayloadProps } from '../approval/payload.ts'

/** What whoever decides on an offer is shown of it. */
export const OfferPayload = ({ payload }: PayloadProps) => {
  const { say, word } = useWords()
  const text = (key: string) => (typeof payload[key] === 'string' ? payload[key] : '—')
  return (
    <>
      <Facts
        facts={[
          { key: 'offer', label: say('leave.of.offer'), value: word('leave_offer', text('offer')) },
          { key: 'terms', label: say('leave.of.terms'), value: text('terms') },
          { key: 'tier', label: say('leave.of.tier'), value: word('tier', text('tier')) },
          { key: 'reason', label: say('leave.of.reason'), value: word('leave_reason', text('reason')) },
        ]}
      />
      <Link to="/leave-cases/$caseId" params={{ caseId: text('caseId') }}>
        {say('leave.goToCase')}
      </Link>
    </>
  )
}
