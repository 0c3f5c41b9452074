import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const readers: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'compliance_officer']
const planners: readonly StaffRole[] = ['outlet_president', 'branch_manager']
const plain = () => ({ inside: {}, outside: [], none: undefined })
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A unit that an outlet looks after; returns its number. */
async function unitOf({ owner }: Databases, institutionId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into payroll.employer select coalesce(max(id), 0) + 1, ${`W${randomUUID()}`}, 'x', 'payroll', ${institutionId} from payroll.employer returning id`.execute(
    owner,
  )
  return rows[0]?.id ?? 0
}

/** An open visit that a member of staff makes to a unit; returns its number. */
async function visitBy(databases: Databases, institutionId: number, staffId: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into payroll.unit_visit values (${id}::uuid, ${await unitOf(databases, institutionId)}, ${institutionId}, ${staffId}, 'x', current_date, 'xx', '{}', 1, 'x', now())`.execute(
    databases.owner,
  )
  return id
}

const noUnit = 999_999
const staffOfOutlet4 = 14
const outletOfStaff = 4

/** Who leads and who keeps a portfolio sees units; presidents and branches send people there, and who went says what came of it. */
export const payrollRules: Record<string, RouteRule> = {
  'payroll.employers': { allowed: readers, absent: 'nothing', places: plain },
  'payroll.visits': { allowed: readers, absent: 'nothing', places: plain },
  'payroll.employer': {
    allowed: readers,
    absent: 'not found',
    places: async ({ role, institutionId, otherInstitution }, databases) => ({
      // a manager sees units by the own people alone
      inside: role === 'relationship_manager' ? undefined : { employerId: await unitOf(databases, institutionId) },
      outside: otherInstitution === null ? [] : [{ employerId: await unitOf(databases, otherInstitution) }],
      none: { employerId: noUnit },
    }),
  },
  'payroll.planVisit': {
    allowed: planners,
    absent: 'not found',
    places: async ({ institutionId, otherInstitution }, databases) => {
      const of = (employerId: number) => ({
        id: randomUUID(),
        employerId,
        staffId: staffOfOutlet4,
        visitOn: inDays(3),
        reason: '代发人数下滑',
      })
      return {
        inside: of(await unitOf(databases, institutionId)),
        outside: otherInstitution === null ? [] : [of(await unitOf(databases, otherInstitution))],
        none: of(noUnit),
      }
    },
  },
  'payroll.settleVisit': {
    allowed: [...planners, 'relationship_manager'],
    absent: 'not found',
    places: async ({ otherInstitution }, databases) => {
      const of = (id: string) => ({ id, outcome: 'done', note: '已拜访' })
      return {
        inside: of(await visitBy(databases, outletOfStaff, staffOfOutlet4)),
        outside: otherInstitution === null ? [] : [of(await visitBy(databases, otherInstitution, 16))],
        none: of(randomUUID()),
      }
    },
  },
}
