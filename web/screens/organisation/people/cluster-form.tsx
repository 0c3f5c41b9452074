import { useState } from 'react'
import type { Cluster, InstitutionNode } from '../../../../server/modules/organisation/people/contract.ts'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { today } from '../../../ui/format/date.ts'
import { ChangeSheet } from './change-sheet.tsx'
import { Day, Pick, TextField } from './fields.tsx'

interface ClusterFormProps {
  nodes: readonly InstitutionNode[]
  /** left out: a new one */
  cluster: Cluster | undefined
  onClose: () => void
}

/** Name, core and satellites of a cluster from a day on. Only outlets that are in no other cluster are offered. */
export const ClusterForm = ({ nodes, cluster, onClose }: ClusterFormProps) => {
  const { say } = useWords()
  const [name, setName] = useState(cluster?.name ?? '')
  const [fromOn, setFromOn] = useState(today())
  const [core, setCore] = useState(String(cluster?.members.find(({ role }) => role === 'core')?.institutionId ?? ''))
  const [satellites, setSatellites] = useState<readonly number[]>(
    cluster?.members.filter(({ role }) => role === 'satellite').map(({ institutionId }) => institutionId) ?? [],
  )
  const offered = nodes.filter((node) => node.level === 'outlet' && (node.cluster === null || node.cluster.id === cluster?.id))
  const chosen = satellites.filter((id) => String(id) !== core)
  const toggle = (id: number) => setSatellites((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const members = () => [
    { institutionId: Number(core), role: 'core' as const },
    ...chosen.map((institutionId) => ({ institutionId, role: 'satellite' as const })),
  ]
  return (
    <ChangeSheet
      title={cluster ? `${say('clusters.edit')} · ${cluster.name}` : say('clusters.add')}
      about={offered.length < 2 ? say('clusters.freeNone') : say('clusters.noneAbout')}
      act={() => api.people.saveCluster({ ...(cluster ? { id: cluster.id } : {}), name, fromOn, members: members() })}
      onDone={onClose}
      onClose={onClose}
      disabled={core === '' || chosen.length === 0}
    >
      <TextField label={say('clusters.name')} value={name} onChange={setName} />
      <Day label={say('clusters.fromOn')} value={fromOn} min={today()} onChange={setFromOn} />
      <Pick
        label={say('clusters.core')}
        value={core}
        options={offered.map((node) => ({ value: String(node.id), label: node.name }))}
        empty={say('shell.unknown')}
        onChange={setCore}
      />
      <fieldset className="cluster-satellites">
        <legend>{say('clusters.satellites')}</legend>
        {offered
          .filter((node) => String(node.id) !== core)
          .map((node) => (
            <label key={node.id} className="sheet-check">
              <input type="checkbox" checked={satellites.includes(node.id)} onChange={() => toggle(node.id)} />
              {node.name}
            </label>
          ))}
      </fieldset>
    </ChangeSheet>
  )
}
