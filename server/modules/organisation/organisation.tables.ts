import type { Generated } from 'kysely'
import { staffRoles, type clusterRoles, type institutionLevels } from '../../../night/extract/canonical.ts'
import type { signInMethods } from './sign-on/contract.ts'

export { staffRoles }

/** How a session's person proved who they are. */
export type SignInMethod = (typeof signInMethods)[number]

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
    /** business date: the first day away */
    left_on: string | null
    /** who entered the person, and who said that they left */
    source: 'extract' | 'screen'
    left_source: 'extract' | 'screen' | null
    /** newest business date whose extract named the person */
    extract_on: string | null
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
    /** the password was given by somebody else and lets in only to be replaced */
    must_change_password: Generated<boolean>
    password_changed_at: Generated<Date>
    closed_at: Generated<Date | null>
    closed_by: Generated<number | null>
  }
  'organisation.session': {
    token_sha256: Buffer
    user_id: number
    created_at: Date
    last_seen_at: Date
    expires_at: Date
    id: Generated<bigint>
    /** when the person last proved who they are */
    authenticated_at: Generated<Date>
    method: Generated<SignInMethod>
    address: Generated<string>
    device: Generated<string>
    /** the post that is worn (hat.rules.ts) */
    hat: Generated<string | null>
  }
  'organisation.old_password': { user_id: number; replaced_at: Date; password_hash: string }
  'organisation.second_factor': {
    user_id: number
    sealed_secret: string
    offered_at: Date
    confirmed_at: Date | null
    last_step: Generated<bigint>
  }
  'organisation.recovery_code': { user_id: number; code_sha256: Buffer; used_at: Date | null }
  'organisation.failed_sign_in': {
    login_sha256: Buffer
    failures: number
    last_failed_at: Date
    locked_until: Date | null
  }
}
