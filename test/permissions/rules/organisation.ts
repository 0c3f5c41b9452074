import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import { forgetAllSessions } from '../../../server/modules/organisation/recent-sessions.ts'
import { businessDateOf } from '../../../server/platform/calendar.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { Walker } from '../bank.ts'
import type { Places, RouteRule } from '../rule.ts'

const readers: readonly StaffRole[] = ['head_office', 'compliance_officer', 'branch_manager', 'outlet_president']
const managers: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const nobodysId = 999_999
const ownOutlet = 4
const otherOutlet = 6
/** managers of customers by test/support/published-rows.ts: of outlet 4 one, of outlet 5 another */
const managerOf = { own: 14, other: 16 } as const
const today = businessDateOf(new Date())

let made = 0
interface Made {
  staffId: number
  postId: number
}
/** Somebody new with a post, and a login when asked for. */
async function someone({ owner }: Databases, institutionId: number, login?: 'open' | 'closed' | 'locked'): Promise<Made> {
  const id = 5000 + made++
  await sql`insert into organisation.staff (id, staff_no, name, institution_id, role) values (${id}, ${`P${id}`}, '测试', ${institutionId}, 'teller')`.execute(
    owner,
  )
  const { rows } = await sql<{ id: number }>`
    insert into organisation.post (staff_id, institution_id, role, source) values (${id}, ${institutionId}, 'teller', 'screen') returning id`.execute(
    owner,
  )
  if (login) {
    await sql`insert into organisation.user_account (login, password_hash, name, role, institution_id, staff_id, closed_at)
      values (${`P${id}`}, 'x', '测试', 'teller', ${institutionId}, ${id}, ${login === 'closed' ? new Date() : null})`.execute(owner)
  }
  if (login === 'locked') {
    await sql`insert into organisation.failed_sign_in values (sha256(${`P${id}`}::bytea), 9, now(), now() + interval '1 hour')`.execute(
      owner,
    )
  }
  return { staffId: id, postId: rows[0]?.id ?? 0 }
}

/** The same change to somebody of theirs, to somebody elsewhere, and to nobody. */
const about =
  (change: (made: Made, databases: Databases) => object | Promise<object>, login?: 'open' | 'closed' | 'locked'): RouteRule['places'] =>
  async ({ otherInstitution }: Walker, databases): Promise<Places> => ({
    inside: await change(await someone(databases, ownOutlet, login), databases),
    outside: otherInstitution === null ? [] : [await change(await someone(databases, otherOutlet, login), databases)],
    none: await change({ staffId: nobodysId, postId: nobodysId }, databases),
  })
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })
const changed = (places: RouteRule['places']): RouteRule => ({ allowed: managers, absent: 'not found', places })
const hasRows = ({ rows }: Record<string, unknown>) => Array.isArray(rows) && rows.length > 0

/** A deputy who runs, of somebody at the institution; 999999 for nobody. */
async function deputyAt(databases: Databases, institutionId: number): Promise<number> {
  const [away, acting] = [await someone(databases, institutionId), await someone(databases, institutionId)]
  const { rows } = await sql<{ id: number }>`
    insert into organisation.deputy (kind, principal_id, deputy_id, post_id, institution_id, from_on, until_on, made_by)
    values ('deputy', ${away.staffId}, ${acting.staffId}, ${away.postId}, ${institutionId}, ${today}, ${today}::date + 5, 1) returning id`.execute(
    databases.owner,
  )
  return rows[0]?.id ?? 0
}

/** A cluster of two new outlets below a node of the small bank: 2 is above outlet 4. */
async function outletsBelow({ owner }: Databases, parent: number): Promise<[number, number]> {
  const ids = [7000 + made++, 7000 + made++] as const
  for (const id of ids) {
    await sql`insert into organisation.institution (id, code, name, level, parent_id, path)
      select ${id}, ${`I${id}`}, '测试网点', 'outlet', id, path || ${`${id}/`} from organisation.institution where id = ${parent}`.execute(
      owner,
    )
  }
  // what a session sees is kept for two seconds
  forgetAllSessions()
  return [...ids]
}
async function clusterBelow(databases: Databases, parent: number): Promise<number> {
  const [core, satellite] = await outletsBelow(databases, parent)
  const { rows } = await sql<{
    id: number
  }>`insert into organisation.cluster (name, source) values ('测试群落', 'screen') returning id`.execute(databases.owner)
  const id = rows[0]?.id ?? 0
  await sql`insert into organisation.cluster_member (cluster_id, institution_id, role, from_on, source)
    values (${id}, ${core}, 'core', '2026-01-01', 'screen'), (${id}, ${satellite}, 'satellite', '2026-01-01', 'screen')`.execute(
    databases.owner,
  )
  return id
}
/** Below the walker's own node, below a node that is not theirs, and nowhere. */
const clusters =
  (change: (databases: Databases, parent: number | undefined) => Promise<object>): RouteRule['places'] =>
  async ({ institutionId, otherInstitution }, databases) => ({
    inside: await change(databases, institutionId),
    outside: otherInstitution === null ? [] : [await change(databases, 3)],
    none: await change(databases, undefined),
  })

export const organisationRules: Record<string, RouteRule> = {
  'people.list': { allowed: readers, absent: 'nothing', places: about(({ staffId }) => ({ search: `P${staffId}` })), shows: hasRows },
  'people.list#institution': {
    allowed: readers,
    absent: 'not found',
    places: ({ institutionId, otherInstitution }) => ({
      inside: { institutionId },
      outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution }],
      none: { institutionId: nobodysId },
    }),
  },
  'people.file': { allowed: readers, absent: 'not found', places: about(({ staffId }) => ({ staffId })) },
  'people.add': changed(({ institutionId, otherInstitution }) => {
    const at = (institution: number) => ({ name: '新人', institutionId: institution, role: 'teller', fromOn: today })
    return { inside: at(institutionId), outside: otherInstitution === null ? [] : [at(otherInstitution)], none: at(nobodysId) }
  }),
  'people.addPost': changed(about(({ staffId }) => ({ staffId, institutionId: ownOutlet, role: 'lobby_manager', fromOn: today }))),
  'people.endPost': changed(about(({ postId }) => ({ postId }))),
  'people.transfer': changed(about(({ postId }) => ({ postId, institutionId: ownOutlet, role: 'lobby_manager', fromOn: today }))),
  'people.leave': changed(about(({ staffId }) => ({ staffId, leftOn: today, withCustomers: true }))),
  'people.rejoin': changed(
    about(async ({ staffId }, { owner }) => {
      await sql`update organisation.staff set left_on = '2026-12-31', left_source = 'screen' where id = ${staffId}`.execute(owner)
      return { staffId }
    }),
  ),
  'people.addDeputy': changed(
    about(async ({ postId }, databases) => ({
      postId,
      deputyId: (await someone(databases, ownOutlet)).staffId,
      fromOn: today,
      lastOn: today,
    })),
  ),
  'people.endDeputy': changed(async ({ otherInstitution }, databases) => ({
    inside: { id: await deputyAt(databases, ownOutlet) },
    outside: otherInstitution === null ? [] : [{ id: await deputyAt(databases, otherOutlet) }],
    none: { id: nobodysId },
  })),
  'people.orphans': { allowed: readers, absent: 'nothing', places: plain() },
  // nobody at the small bank has left: customers that are theirs are still kept, which is no success but tells that they were found
  'people.succeed': {
    allowed: managers,
    absent: 'not found',
    places: async ({ otherInstitution }, databases) => {
      const successorId = (await someone(databases, ownOutlet)).staffId
      const of = (managerId: number, institutionId: number) => ({ managerId, institutionId, successorId })
      return {
        inside: undefined,
        outside: otherInstitution === null || otherInstitution !== otherOutlet ? [] : [of(managerOf.other, otherOutlet)],
        none: of(nobodysId, ownOutlet),
      }
    },
  },
  'people.openLogin': changed(about(({ staffId }) => ({ staffId }), 'closed')),
  'people.closeLogin': changed(about(({ staffId }) => ({ staffId }), 'open')),
  'people.unlockLogin': changed(about(({ staffId }) => ({ staffId }), 'locked')),
  'people.resetLogin': changed(about(({ staffId }) => ({ staffId }), 'open')),
  'people.institutions': { allowed: readers, absent: 'nothing', places: plain() },
  'people.saveCluster': changed(
    clusters(async (databases, parent) => {
      const [core, satellite] = parent === undefined ? [nobodysId, nobodysId + 1] : await outletsBelow(databases, parent)
      const members = [
        { institutionId: core, role: 'core' },
        { institutionId: satellite, role: 'satellite' },
      ]
      return { name: '测试群落', fromOn: today, members }
    }),
  ),
  'people.endCluster': changed(
    clusters(async (databases, parent) => ({ id: parent === undefined ? nobodysId : await clusterBelow(databases, parent) })),
  ),
  'people.myScope': { allowed: staffRoles, absent: 'nothing', places: plain() },
  'people.wearPost': {
    allowed: staffRoles,
    absent: 'not found',
    places: async ({ role }, databases) => ({
      // the account itself where there is no staff record: the walkers have none, but for the relationship manager
      inside: role === 'relationship_manager' ? undefined : { key: 'account' },
      outside: [{ key: `post:${(await someone(databases, ownOutlet)).postId}` }],
      none: { key: 'post:999999' },
    }),
  },
}
