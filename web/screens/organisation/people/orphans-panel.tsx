import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, queries } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { useWords } from '../../../i18n/index.ts'
import { count } from '../../../ui/format/rate.ts'
import { Panel } from '../../../ui/panel.tsx'
import { ListLink } from '../../customer/list-link.tsx'
import { ChangeSheet } from './change-sheet.tsx'
import { useColleagues } from './choices.ts'
import { Pick } from './fields.tsx'

interface Group {
  managerId: number | null
  name: string | null
  institutionId: number
  institutionName: string
  customers: number
  leftOn: string | null
}

/** Customers that nobody answers for, by former manager; where somebody left, a successor is named here. */
export const OrphansPanel = () => {
  const { say } = useWords()
  const me = useMe()
  const query = useQuery(queries.people.orphans.queryOptions())
  const [handing, setHanding] = useState<Group>()
  const groups = query.data?.groups ?? []
  if (groups.length === 0) return null
  const former = groups.filter((group) => group.managerId !== null)
  const unassigned = groups.filter((group) => group.managerId === null)
  const whose = ({ name, leftOn }: Group) =>
    leftOn === null ? say('people.orphanMoved', { name: name ?? '' }) : say('people.orphanOf', { name: name ?? '', date: leftOn })
  const mayHandOver = me.role !== 'compliance_officer' && me.actingFor === null
  return (
    <Panel title={say('people.orphans')} about={say('people.orphansAbout')} className="orphans">
      <ul className="orphan-list">
        {former.map((group) => (
          <li key={`${group.managerId}-${group.institutionId}`}>
            <span>
              {whose(group)} <span className="muted small">{group.institutionName}</span>
            </span>
            <ListLink institutionId={group.institutionId} filters={[{ figure: 'manager', op: 'in', values: [String(group.managerId)] }]}>
              {say('people.orphanCount', { count: count(group.customers) })}
            </ListLink>
            {mayHandOver ? (
              <Button size="small" onClick={() => setHanding(group)}>
                {say('people.succeed')}
              </Button>
            ) : null}
          </li>
        ))}
        {unassigned.length > 0 ? (
          <li>
            <span>
              {say('people.orphanNull')}{' '}
              <span className="muted small">
                {unassigned.length === 1 ? unassigned[0]?.institutionName : say('people.orphanPlaces', { count: unassigned.length })}
              </span>
            </span>
            <ListLink
              institutionId={me.institutionId}
              filters={[
                { figure: 'bucket', op: 'in', values: ['counted'] },
                { figure: 'manager', op: 'is_empty', values: [] },
              ]}
            >
              {say('people.orphanCount', { count: count(unassigned.reduce((sum, group) => sum + group.customers, 0)) })}
            </ListLink>
          </li>
        ) : null}
      </ul>
      {handing ? <Succeed group={handing} onClose={() => setHanding(undefined)} /> : null}
    </Panel>
  )
}

const Succeed = ({ group, onClose }: { group: Group; onClose: () => void }) => {
  const { say } = useWords()
  const [successorId, setSuccessorId] = useState('')
  const colleagues = useColleagues(group.institutionId, group.managerId ?? 0)
  return (
    <ChangeSheet
      title={`${say('people.succeed')} · ${group.name ?? ''} · ${say('people.orphanCount', { count: group.customers })}`}
      about={say('people.succeedAbout')}
      act={() =>
        api.people.succeed({ managerId: group.managerId ?? 0, institutionId: group.institutionId, successorId: Number(successorId) })
      }
      onDone={onClose}
      onClose={onClose}
      disabled={successorId === ''}
    >
      <Pick
        label={say('people.successor')}
        value={successorId}
        options={colleagues}
        empty={say('shell.unknown')}
        onChange={setSuccessorId}
      />
    </ChangeSheet>
  )
}
