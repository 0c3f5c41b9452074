import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { SlipCode } from './contract.ts'

export interface KeptVisit {
  id: string
  employerId: number
  employerName: string
  institutionId: number
  staffId: number
  staffName: string
  visitOn: string
  reason: string
  slips: string[]
  plannedBy: string
  userId: number
  outcome: 'done' | 'called_off' | null
  note: string | null
}

const columns = sql`v.id, v.employer_id as "employerId", e.name as "employerName", v.institution_id as "institutionId", v.staff_id as "staffId", v.staff_name as "staffName",
  v.visit_on as "visitOn", v.reason, v.slips, v.planned_by as "plannedBy", v.user_id as "userId", s.outcome, s.note`
const source = sql`payroll.unit_visit v join payroll.employer e on e.id = v.employer_id left join payroll.unit_visit_step s on s.visit_id = v.id`

/** Visits in sight that nobody has settled, up to a day, the first due first; of one unit when it is given. */
export async function openVisits(trx: Scoped, until: string): Promise<KeptVisit[]> {
  const { rows } = await sql<KeptVisit>`
    select ${columns} from ${source} where s.visit_id is null and v.visit_on <= ${until}::date order by v.visit_on, v.planned_at, v.id limit 200`.execute(
    trx,
  )
  return rows
}

/** Every visit of a unit in sight, the newest first, at most 50. */
export async function visitsOf(trx: Scoped, employerId: number): Promise<KeptVisit[]> {
  const { rows } = await sql<KeptVisit>`
    select ${columns} from ${source} where v.employer_id = ${employerId} order by v.visit_on desc, v.planned_at desc limit 50`.execute(trx)
  return rows
}

export async function visitOf(trx: Scoped, id: string): Promise<KeptVisit | undefined> {
  const { rows } = await sql<KeptVisit>`select ${columns} from ${source} where v.id = ${id}::uuid`.execute(trx)
  return rows[0]
}

/** Somebody in sight who may be sent; undefined when there is none. */
export async function staffInSight(
  trx: Scoped,
  staffId: number,
  today: string,
): Promise<{ name: string; institutionId: number } | undefined> {
  const { rows } = await sql<{ name: string; institutionId: number }>`
    select name, institution_id as "institutionId" from organisation.staff
    where id = ${staffId} and institution_id = any ((select platform.visible_institutions())::int[]) and role in ('outlet_president', 'relationship_manager')
      and (left_on is null or left_on > ${today}::date)`.execute(trx)
  return rows[0]
}

export async function insertVisit(
  trx: Scoped,
  visit: {
    id: string
    employerId: number
    institutionId: number
    staffId: number
    staffName: string
    visitOn: string
    reason: string
    slips: readonly SlipCode[]
    at: Date
  },
  by: { userId: number; name: string },
): Promise<void> {
  await sql`insert into payroll.unit_visit (id, employer_id, institution_id, staff_id, staff_name, visit_on, reason, slips, user_id, planned_by, planned_at)
    values (${visit.id}::uuid, ${visit.employerId}, ${visit.institutionId}, ${visit.staffId}, ${visit.staffName}, ${visit.visitOn}, ${visit.reason},
      ${[...visit.slips]}::text[], ${by.userId}, ${by.name}, ${visit.at})`.execute(trx)
}

/** Writes down what came of a visit; false when somebody did already. */
export async function insertStep(
  trx: Scoped,
  step: { visitId: string; outcome: 'done' | 'called_off'; note: string; at: Date },
  by: { userId: number; name: string },
): Promise<boolean> {
  const { rows } = await sql`insert into payroll.unit_visit_step (visit_id, outcome, note, user_id, recorded_by, at)
    values (${step.visitId}::uuid, ${step.outcome}, ${step.note}, ${by.userId}, ${by.name}, ${step.at}) on conflict do nothing returning 1`.execute(
    trx,
  )
  return rows.length > 0
}
