import { Link } from '@tanstack/react-router'
import type { AuditRow } from '../../../server/modules/audit/contract.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { shorter, useEntryWords } from './entry-words.ts'
import { instant } from '../../ui/format/date.ts'

const Subject = ({ row }: { row: AuditRow }) => {
  const { say, has } = useWords()
  const { subjectKind: kind, subjectId: id } = row
  if (kind === null || id === null) return <>—</>
  const key = `audit.subjectOf.${kind}`
  const text = has(key) ? say(key, { id: shorter(id) }) : `${kind} ${shorter(id)}`
  if (kind !== 'customer' || row.institutionId === null) return <>{text}</>
  return (
    <Link to="/customers/$customerId" params={{ customerId: id }} className="number-link">
      {text}
    </Link>
  )
}

/** Entries line under line, on a phone as cards. */
export const EntryTable = ({ rows }: { rows: readonly AuditRow[] }) => {
  const { say, word, language } = useWords()
  const { actorName, actorRole, reason, whole } = useEntryWords()
  const me = useMe()
  const institution = (id: number | null) => me.institutions.find((node) => node.id === id)?.name
  return (
    <div className="table-scroll">
      <table className="plain-table audit-table">
        <thead>
          <tr>
            <th scope="col">{say('audit.at')}</th>
            <th scope="col">{say('audit.who')}</th>
            <th scope="col">{say('audit.action')}</th>
            <th scope="col">{say('audit.outcome')}</th>
            <th scope="col">{say('audit.subject')}</th>
            <th scope="col">{say('audit.purpose')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="audit-at">{instant(row.at, language, true)}</td>
              <td>
                <strong>{actorName(row)}</strong>
                <span className="muted small">{[actorRole(row), institution(row.actorInstitutionId)].filter(Boolean).join(' · ')}</span>
              </td>
              <td>{word('audit_action', row.action)}</td>
              <td>
                <Tag {...(row.outcome === 'refused' ? { tone: 'warning' as const } : {})}>{word('audit_outcome', row.outcome)}</Tag>
              </td>
              <td>
                <Subject row={row} />
                <span className="muted small">{institution(row.institutionId)}</span>
              </td>
              <td className="audit-reason" title={whole(row)}>
                {reason(row)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
