import type { Generated } from 'kysely'
import { staffRoles, type clusterRoles, type institutionLevels } from '../../../night/extract/canonical.ts'

export { staffRoles }

export type InstitutionLevel = (typeof institutionLevels)[number]
export type StaffRole = (typeof staffRoles)[number]

/** The module's tables; use them by `database.withTables<OrganisationTables>()` (a type, as Kysely does not take an interface there). */
export type OrganisationTables = {
  'organisation.institution': {
    id: number
    code: string
    name: string
    level: InstitutionLevel
    parent_id: number | null
    path: string
    cluster_code: string | null
    cluster_role: (typeof clusterRoles)[number] | null
  }
  'organisation.staff': {
    id: number
    staff_no: string
    name: string
    institution_id: number
    role: StaffRole
    /** business date */
    left_on: string | null
  }
  'organisation.user_account': {
    id: Generated<number>
    login: string
    password_hash: string
    name: string
    role: StaffRole
    institution_id: number
    staff_id: number | null
    created_at: Generated<Date>
  }
  'organisation.session': {
    token_sha256: Buffer
    user_id: number
    created_at: Date
    last_seen_at: Date
    expires_at: Date
  }
  'organisation.failed_sign_in': {
    login_sha256: Buffer
    failures: number
    last_failed_at: Date
    locked_until: Date | null
  }
}
