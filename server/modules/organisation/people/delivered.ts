import type pg from 'pg'
import type { OrganisationTables } from '../organisation.tables.ts'

/** What the night hands over of institutions and staff, with the lake's keys. */
export type InstitutionRow = Omit<OrganisationTables['organisation.institution'], 'path'>
export type StaffRow = Omit<OrganisationTables['organisation.staff'], 'source' | 'left_source' | 'extract_on'>

/** A client in a transaction; raw, because publish copies on it. */
export type SyncClient = Pick<pg.ClientBase, 'query'>
