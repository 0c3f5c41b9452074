import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { UnitVisit } from '../../../server/modules/payroll/contract.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { SlipTags } from './slip-tags.tsx'
import { SettleVisitSheet } from './visit-sheet.tsx'

const settles: readonly string[] = ['outlet_president', 'branch_manager', 'relationship_manager']

/** One visit to a unit: where, when, by whom and why; who went says what came of it. */
export const VisitLine = ({ visit, linked = true }: { visit: UnitVisit; linked?: boolean }) => {
  const { say } = useWords()
  const { role } = useMe()
  const [open, setOpen] = useState(false)
  return (
    <li data-visit={visit.employerId}>
      <span className="line-who">
        {linked ? (
          <Link to="/employers/$employerId" params={{ employerId: String(visit.employerId) }}>
            {visit.employerName}
          </Link>
        ) : (
          <strong>{visit.visitOn}</strong>
        )}
        <SlipTags slips={visit.slips} />
        {visit.late ? <Tag tone="warning">{say('employers.late')}</Tag> : null}
        {visit.outcome ? (
          <Tag {...(visit.outcome === 'done' ? { tone: 'accent' as const } : {})}>{say(`employers.outcome.${visit.outcome}`)}</Tag>
        ) : null}
      </span>
      <span className="line-about">
        {[linked ? visit.visitOn : '', visit.staffName, visit.reason, visit.note ?? ''].filter(Boolean).join(' · ')}
      </span>
      {visit.outcome === null && settles.includes(role) ? (
        <span className="line-acts">
          <button type="button" className="line-button" onClick={() => setOpen(true)}>
            {say('employers.settle')}
          </button>
        </span>
      ) : null}
      {open ? <SettleVisitSheet visit={visit} onClose={() => setOpen(false)} /> : null}
    </li>
  )
}
