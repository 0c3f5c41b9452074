import { Link } from '@tanstack/react-router'
import type { ExportItem } from '../../../server/modules/export/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Tag } from '../../ui/panel.tsx'
import { ExportActions } from './export-actions.tsx'

const tones: Partial<Record<ExportItem['state'], 'accent' | 'warning'>> = { ready: 'accent', refused: 'warning', failed: 'warning' }

/** One file: what, for what, where it stands, and what can be done about it. */
export const ExportCard = ({ item }: { item: ExportItem }) => {
  const { say, word, language } = useWords()
  const { state, rowsDone, rowsTotal, expiresAt } = item
  const tone = tones[state]
  const facts = [
    say('exports.rows', { count: count(rowsTotal ?? item.rowsAsked) }),
    item.format === 'xlsx' ? 'Excel' : 'CSV',
    item.clear.length === 0
      ? say('exports.masked')
      : say('exports.withClear', { columns: item.clear.map((one) => word('export_clear', one)).join('、') }),
    [word('export_purpose', item.purpose), item.purposeText].filter(Boolean).join('：'),
  ]
  return (
    <li className="panel export-card" data-export={item.fileNo} data-state={state}>
      <p className="export-line">
        <strong>{say('exports.customerList')}</strong>
        <Tag {...(tone ? { tone } : {})}>{word('export_state', state)}</Tag>
        <span className="muted small">{item.fileNo}</span>
      </p>
      <p className="small">{facts.join(' · ')}</p>
      {item.conditions.length > 0 ? <p className="muted small">{item.conditions.join('；')}</p> : null}
      {state === 'running' || state === 'queued' ? (
        <Meter label={say('exports.progress')} value={rowsDone} full={Math.max(1, rowsTotal ?? item.rowsAsked)} />
      ) : null}
      {state === 'waiting' ? (
        <p className="small">
          {say('exports.waits')}{' '}
          <Link to="/approvals" search={{ box: 'mine', id: item.approvalId }}>
            {say('exports.toApproval')}
          </Link>
        </p>
      ) : null}
      {item.problem === null ? null : <p className="warning-text small">{say(`exports.problem.${item.problem}`)}</p>}
      <p className="muted small">
        {say('exports.askedAt', { at: instant(item.askedAt, language) })}
        {state === 'ready' && expiresAt !== null ? ` · ${say('exports.expiresAt', { at: instant(expiresAt, language) })}` : ''}
        {item.downloads > 0 ? ` · ${say('exports.downloads', { count: item.downloads })}` : ''}
      </p>
      <ExportActions item={item} />
    </li>
  )
}
