import { Link } from '@tanstack/react-router'
import type { AlertRow } from '../../../server/modules/warning/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { dayOfYear, instant } from '../../ui/format/date.ts'
import { percent } from '../../ui/format/rate.ts'
import { Tag } from '../../ui/panel.tsx'
import { LogButton } from '../contact/log-button.tsx'
import { OpenCase } from './open-case.tsx'
import { WarningReasons } from './warning-reasons.tsx'
import { since, toldBy } from './warning-words.ts'

/** Since when, and whether somebody was reached. */
const Clock = ({ row, now }: { row: AlertRow; now: string }) => {
  const { say, language } = useWords()
  const values = { since: since(say, row.warnedAt, now), at: row.reachedAt ? instant(row.reachedAt, language) : '' }
  const tried = row.state !== 'contacted' && row.triedAt ? say('warning.tried', { at: instant(row.triedAt, language) }) : undefined
  return (
    <p className={`warn-clock ${row.state === 'overdue' ? 'warning-text' : 'muted'}`}>
      {[say(`warning.clock.${row.state}`, values), tried].filter(Boolean).join(' · ')}
    </p>
  )
}

/** A warned customer: what may be lost, by which signals, why, and what to do about it. */
export const WarningRow = ({ row, now, active, mayOpenCase }: { row: AlertRow; now: string; active: boolean; mayOpenCase: boolean }) => {
  const { say, word, language } = useWords()
  const name = row.name ?? row.customerNo
  const chance = row.chanceBp === null ? say('warning.noChance') : say('warning.chance', { percent: percent(row.chanceBp) })
  return (
    <li className={`warn-row ${active ? 'warn-active' : ''}`} data-customer={row.customerId}>
      <div className="warn-who">
        <p className="warn-name">
          <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
            {name}
          </Link>
          <Tag>{word('tier', row.tier)}</Tag>
          {row.gone ? <Tag tone="warning">{say('warning.gone')}</Tag> : null}
          {row.groups.map(({ group, dueOn }) => (
            <Tag key={group} tone="accent">
              {word('risk_group', group)}
              {dueOn === null ? '' : ` ${dayOfYear(dueOn)}`}
            </Tag>
          ))}
        </p>
        <p className="muted small">{[row.customerNo, row.institutionName, row.managerName ?? say('warning.noManager')].join(' · ')}</p>
        <ul className="warn-signals">
          {row.signals.map((one) => (
            <li key={one.signal}>
              <b>{word('warning_signal', one.signal)}</b> {toldBy(say, language, one)}
            </li>
          ))}
        </ul>
      </div>
      <div className="warn-money">
        <p className="warn-loss">
          <Amount fen={row.expectedLoss} language={language} why={say('warning.noChance')} />
        </p>
        <p className="small">{chance}</p>
        {row.chanceFrom === null ? null : (
          <p className="muted small">{say(`attrition.by.${row.chanceFrom}`, { version: row.modelVersion ?? '' })}</p>
        )}
        <p className="muted small">
          {say('warning.valueAtRisk')} <Amount fen={row.valueAtRisk} language={language} />
        </p>
      </div>
      <WarningReasons row={row} />
      <div className="warn-foot">
        <Clock row={row} now={now} />
        <span className="warn-actions">
          <LogButton subject={{ customerId: row.customerId, name }} quiet />
          {mayOpenCase ? <OpenCase customerId={row.customerId} caseId={row.caseId} /> : null}
        </span>
      </div>
    </li>
  )
}
