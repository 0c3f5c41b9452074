import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/index.ts'

const firstDay = '1900-01-01'

interface PackLineProps {
  pack: { code: string; since: string; others: string[]; pendingId: string | null }
  mayPropose: boolean
}

/** Which regulation pack holds, since when, and the way to another. */
export const PackLine = ({ pack, mayPropose }: PackLineProps) => {
  const { say } = useWords()
  const name = say(`policy.packNames.${pack.code}`)
  return (
    <span className="pack-line small">
      <span className="muted">{say('policy.pack')}</span>
      <span>{pack.since === firstDay ? say('policy.packInstalled', { name }) : say('policy.packOf', { name, date: pack.since })}</span>
      {pack.pendingId !== null ? (
        <Link to="/approvals" search={{ id: pack.pendingId }} className="number-link warning-text">
          {say('policy.packPending')}
        </Link>
      ) : mayPropose && pack.others.length > 0 ? (
        <Link to="/policies" search={{ view: 'pack' }} className="number-link">
          {say('policy.packChange')}
        </Link>
      ) : null}
    </span>
  )
}
