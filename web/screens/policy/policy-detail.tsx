import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { PolicyKeyRow } from '../../../server/modules/policy/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { PolicyHistory } from './policy-history.tsx'
import { ProposeForm, type Start } from './propose-form.tsx'
import { useBoth } from './use-both.ts'

const firstDay = '1900-01-01'

interface PolicyDetailProps {
  row: PolicyKeyRow
  moves: string
  mayPropose: boolean
  /** tomorrow */
  earliest: string
}

/** One policy: its value, what is to come, its history, and the way to change it. */
export const PolicyDetail = ({ row, moves, mayPropose, earliest }: PolicyDetailProps) => {
  const { say } = useWords()
  const both = useBoth()
  const [start, setStart] = useState<Start>()
  const before = (index: number) => row.upcoming[index - 1]?.value ?? row.value
  const canPropose = mayPropose && row.pendingId === null && start === undefined
  return (
    <Panel title={both(row.name)} extra={row.protects ? <Tag>{say('policy.protects')}</Tag> : null}>
      <div className="policy-detail-body">
        <p className="muted small">{say('policy.moves', { moves })}</p>
        <p className="policy-now">
          <strong>{both(row.text)}</strong>
          <span className="muted small">
            {row.since === firstDay ? say('policy.sinceInstall') : say('policy.since', { date: row.since })}
            {row.adjusted ? ` · ${say('policy.adjusted')}` : ''}
          </span>
        </p>
        {row.upcoming.map((coming, index) => (
          <p key={coming.validFrom} className="policy-coming">
            <Tag tone="accent">{say('policy.upcoming', { date: coming.validFrom, value: both(coming.text) })}</Tag>
            {canPropose ? (
              <Button size="small" onClick={() => setStart({ value: before(index), validFrom: coming.validFrom })}>
                {say('policy.cancel')}
              </Button>
            ) : null}
          </p>
        ))}
        {row.pendingId === null ? null : (
          <p>
            <Link to="/approvals" search={{ id: row.pendingId }} className="number-link warning-text">
              {say('policy.pending')}
            </Link>
          </p>
        )}
        {start ? (
          <ProposeForm
            key={`${start.value} ${start.validFrom}`}
            row={row}
            moves={moves}
            start={start}
            earliest={earliest}
            onCancel={() => setStart(undefined)}
          />
        ) : canPropose ? (
          <div>
            <Button type="primary" onClick={() => setStart({ value: row.value, validFrom: earliest })}>
              {say('policy.propose')}
            </Button>
          </div>
        ) : null}
        <PolicyHistory name={row.key} />
        <Facts
          facts={[
            ...(row.range === null ? [] : [{ key: 'range', label: say('policy.range'), value: both(row.range) }]),
            { key: 'source', label: say('policy.source'), value: row.source },
            { key: 'code', label: say('policy.code'), value: <code>{row.key}</code> },
          ]}
        />
      </div>
    </Panel>
  )
}
