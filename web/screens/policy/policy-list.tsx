import { Link, useNavigate } from '@tanstack/react-router'
import type { PolicyGroupRows, PolicyKeyRow } from '../../../server/modules/policy/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { useListKeys } from '../../ui/list-keys.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { useBoth } from './use-both.ts'

const Key = ({ row, chosen, active }: { row: PolicyKeyRow; chosen: boolean; active: boolean }) => {
  const { say } = useWords()
  const both = useBoth()
  return (
    <li>
      <Link
        to="/policies"
        search={(before) => ({ ...before, key: row.key, view: undefined })}
        className={`policy-key ${active ? 'policy-active' : ''} ${chosen ? 'policy-chosen' : ''}`}
        data-policy={row.key}
      >
        <span>{both(row.name)}</span>
        <strong>{both(row.text)}</strong>
        {row.upcoming[0] || row.pendingId !== null || row.adjusted ? (
          <span className="policy-marks">
            {row.pendingId === null ? null : <Tag tone="warning">{say('policy.pending')}</Tag>}
            {row.upcoming[0] ? (
              <Tag tone="accent">{say('policy.upcoming', { date: row.upcoming[0].validFrom, value: both(row.upcoming[0].text) })}</Tag>
            ) : null}
            {row.adjusted ? <Tag>{say('policy.adjusted')}</Tag> : null}
          </span>
        ) : null}
      </Link>
    </li>
  )
}

/** All policies by group with their values of today, narrowed by what is typed. */
export const PolicyList = ({ groups, chosen }: { groups: readonly PolicyGroupRows[]; chosen: string | undefined }) => {
  const { say } = useWords()
  const both = useBoth()
  const navigate = useNavigate()
  const keys = groups.flatMap((group) => group.keys)
  const { active } = useListKeys(
    keys.length,
    'policies',
    (index) => void navigate({ to: '/policies', search: (before) => ({ ...before, key: keys[index]?.key, view: undefined }) }),
    // with the focus on its link, Enter opens the row wherever the focus was before
    (index) => document.querySelector<HTMLElement>(`[data-policy="${keys[index]?.key}"]`)?.focus(),
  )
  if (keys.length === 0) return <Empty compact title={say('policy.none')} />
  return (
    <>
      {groups.map((group) => (
        <Panel key={group.code} title={both(group.name)} about={both(group.moves)}>
          <ul className="policy-keys">
            {group.keys.map((row) => (
              <Key key={row.key} row={row} chosen={row.key === chosen} active={keys[active]?.key === row.key} />
            ))}
          </ul>
        </Panel>
      ))}
    </>
  )
}
