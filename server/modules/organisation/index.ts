/** What other modules and the composition roots may use of the organisation: its institutions, its people and who has signed in. */
export { visibleInstitutions } from './institution.sql.ts'
export { upsertInstitutionsAndStaff, type InstitutionRow, type StaffRow } from './upsert.sql.ts'
export { sessionScope } from './session-scope.ts'
export { defaultSignInRules, type SignInRules } from './sign-in.rules.ts'
export { organisationRoutes, type OrganisationContext } from './routes.ts'
