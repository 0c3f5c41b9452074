import { actorOf } from '../../../platform/audit/entry.ts'
import { recordRefusal } from '../../../platform/audit/record.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Cluster, InstitutionNode } from './contract.ts'
import {
  clustersSeen,
  endMembers,
  findCluster,
  insertCluster,
  insertMember,
  institutionTree,
  membersInAll,
  outletsAmong,
  renameCluster,
  type ClusterRole,
} from './clusters.sql.ts'
import { onRecord, type Desk, type Refusal } from './desk.ts'
import { isPlainName } from './manage.rules.ts'
import { mayArrange, mayReadPeople } from './people.policy.ts'

export interface WantedCluster {
  id?: number | undefined
  name: string
  fromOn: string
  members: readonly { institutionId: number; role: ClusterRole }[]
}

const mayArrangeAt = ({ person }: Desk) => mayArrange(person.scope.role, person.onBehalfOf !== undefined)

/** The institutions and clusters in the scope, with counts. */
export async function institutionsAndClusters(
  desk: Desk,
): Promise<{ nodes: InstitutionNode[]; clusters: Cluster[]; mayEdit: boolean } | Refusal> {
  const { person, database, today } = desk
  if (!mayReadPeople(person.scope.role)) {
    await recordRefusal(database, { actor: actorOf(person), action: 'list-institutions', detail: { reason: 'FORBIDDEN' } })
    return 'FORBIDDEN'
  }
  return withScope(database, person.scope, async (trx) => ({
    nodes: await institutionTree(trx, today),
    clusters: await clustersSeen(trx, today),
    mayEdit: mayArrangeAt(desk) === true,
  }))
}

/** Makes a cluster, or gives one its name and members from a day on: one core and at least one satellite, all outlets of the scope. */
export function saveCluster(desk: Desk, wanted: WantedCluster): Promise<{ id: number } | Refusal> {
  const { id, name, fromOn, members } = wanted
  const detail = { name, fromOn, members: members.map(({ institutionId, role }) => ({ institutionId, role })) }
  const subject = id === undefined ? {} : { subject: { kind: 'cluster', id: String(id) } }
  return onRecord(desk, { action: 'save-cluster', ...subject, detail }, async (trx) => {
    const may = mayArrangeAt(desk)
    if (may !== true) return may
    const before = id === undefined ? { members: [] } : await changeableCluster(trx, id)
    if (typeof before === 'string') return before
    const problem = await problemOf(trx, desk, wanted)
    if (problem) return problem
    const clusterId = id ?? (await insertCluster(trx, name, desk.person.userId))
    if (id !== undefined) await renameCluster(trx, id, name)
    const same = (a: { institutionId: number; role: ClusterRole }) => (b: { institutionId: number; role: ClusterRole }) =>
      a.institutionId === b.institutionId && a.role === b.role
    const gone = before.members.filter((member) => !members.some(same(member)))
    const added = members.filter((member) => !before.members.some(same(member)))
    await endMembers(
      trx,
      gone.map((member) => member.id),
      fromOn,
      desk.person.userId,
    )
    for (const member of added) await insertMember(trx, { ...member, clusterId, fromOn, madeBy: desk.person.userId })
    return { id: clusterId }
  })
}

/** Ends a cluster at once; what it was stays on record. */
export function endCluster(desk: Desk, id: number): Promise<{ done: true } | Refusal> {
  return onRecord(desk, { action: 'end-cluster', subject: { kind: 'cluster', id: String(id) } }, async (trx) => {
    const may = mayArrangeAt(desk)
    if (may !== true) return may
    const cluster = await changeableCluster(trx, id)
    if (typeof cluster === 'string') return cluster
    await endMembers(
      trx,
      cluster.members.map((member) => member.id),
      desk.today,
      desk.person.userId,
    )
    return { done: true as const }
  })
}

/** A cluster that people made and all of whose members are in the scope. */
async function changeableCluster(trx: Scoped, id: number) {
  const cluster = await findCluster(trx, id)
  if (!cluster) return 'NOT_FOUND'
  if (cluster.source === 'extract') return 'FROM_EXTRACT'
  return (await membersInAll(trx, id)) === cluster.members.length ? cluster : 'ELSEWHERE_TOO'
}

async function problemOf(trx: Scoped, desk: Desk, { name, fromOn, members }: WantedCluster): Promise<Refusal | undefined> {
  if (!isPlainName(name)) return 'ODD_NAME'
  if (fromOn < desk.today) return 'DATE_PASSED'
  const ids = new Set(members.map((member) => member.institutionId))
  if (ids.size !== members.length || members.length < 2 || members.filter(({ role }) => role === 'core').length !== 1) return 'ONE_CORE'
  const outlets = await outletsAmong(trx, [...ids])
  if (outlets.length < ids.size) return 'NOT_FOUND'
  if (outlets.some(({ level }) => level !== 'outlet')) return 'OUTLETS_ONLY'
  return outlets.some(({ told }) => told) ? 'FROM_EXTRACT' : undefined
}
