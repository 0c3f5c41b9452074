import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Cluster, InstitutionNode } from '../../../../server/modules/organisation/people/contract.ts'
import { api, queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { count } from '../../../ui/format/rate.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { Empty } from '../../../ui/states.tsx'
import { ChangeSheet } from './change-sheet.tsx'
import { ClusterForm } from './cluster-form.tsx'

/** The tree of institutions with what is there, and the clusters of outlets. */
export const InstitutionsView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.people.institutions.queryOptions({ staleTime: 15_000 }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ nodes, clusters, mayEdit }) => (
        <div className="people-sides">
          <Tree nodes={nodes} />
          <Clusters nodes={nodes} clusters={clusters} mayEdit={mayEdit} />
        </div>
      )}
    </QueryView>
  )
}

const Tree = ({ nodes }: { nodes: readonly InstitutionNode[] }) => {
  const { say, word } = useWords()
  const [text, setText] = useState('')
  const depth = new Map<number, number>()
  for (const node of nodes) depth.set(node.id, node.parentId === null ? 0 : (depth.get(node.parentId) ?? -1) + 1)
  const found = nodes.filter((node) => node.name.includes(text.trim()) || node.code.includes(text.trim()))
  return (
    <Panel title={say('clusters.tree')}>
      {nodes.length > 8 ? (
        <Input
          value={text}
          allowClear
          aria-label={say('clusters.find')}
          placeholder={say('clusters.find')}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      <ul className="institution-rows">
        {found.map((node) => (
          <li key={node.id} style={{ paddingLeft: text === '' ? (depth.get(node.id) ?? 0) * 18 : 0 }}>
            <span>
              <strong>{node.name}</strong> <span className="muted small">{word('level', node.level)}</span>{' '}
              {node.cluster ? (
                <Tag {...(node.cluster.role === 'core' ? { tone: 'accent' as const } : {})}>
                  {node.cluster.name} · {word('cluster_role', node.cluster.role)}
                </Tag>
              ) : null}
            </span>
            <span className="muted small">{node.level === 'outlet' ? null : say('clusters.outlets', { count: node.outlets })}</span>
            <Link to="/people" search={{ institution: String(node.id) }} preload={false} className="number-link">
              {say('clusters.count', { people: count(node.peopleBelow) })}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface ClustersProps {
  nodes: readonly InstitutionNode[]
  clusters: readonly Cluster[]
  mayEdit: boolean
}

const Clusters = ({ nodes, clusters, mayEdit }: ClustersProps) => {
  const { say, word } = useWords()
  const [editing, setEditing] = useState<Cluster | 'new'>()
  const [ending, setEnding] = useState<Cluster>()
  return (
    <Panel title={say('clusters.title')}>
      {clusters.length === 0 ? <Empty compact title={say('clusters.none')} about={say('clusters.noneAbout')} /> : null}
      <ul className="cluster-rows">
        {clusters.map((cluster) => (
          <li key={cluster.id}>
            <p className="person-line">
              <strong>{cluster.name}</strong>
              {cluster.source === 'extract' ? <Tag>{say('clusters.fromExtract')}</Tag> : null}
              {mayEdit && cluster.source === 'screen' ? (
                <span className="timeline-acts">
                  <Button size="small" type="text" onClick={() => setEditing(cluster)}>
                    {say('clusters.edit')}
                  </Button>
                  <Button size="small" type="text" onClick={() => setEnding(cluster)}>
                    {say('clusters.end')}
                  </Button>
                </span>
              ) : null}
            </p>
            <p className="cluster-members">
              {cluster.members.map((member) => (
                <Tag key={member.institutionId} {...(member.role === 'core' ? { tone: 'accent' as const } : {})}>
                  {member.name} · {word('cluster_role', member.role)}
                </Tag>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <p className="person-acts">
          <Button onClick={() => setEditing('new')}>{say('clusters.add')}</Button>
        </p>
      ) : null}
      {editing ? (
        <ClusterForm nodes={nodes} cluster={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
      {ending ? (
        <ChangeSheet
          title={`${say('clusters.end')} · ${ending.name}`}
          about={say('clusters.endAbout')}
          act={() => api.people.endCluster({ id: ending.id })}
          onDone={() => setEnding(undefined)}
          onClose={() => setEnding(undefined)}
        />
      ) : null}
    </Panel>
  )
}
