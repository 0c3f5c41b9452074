import { useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '../../server/modules/organisation/contract.ts'
import { queries } from './client.ts'

/** Who is signed in. Asked again every minute and on return to the window: it also tells when a new night is out. */
export const meOptions = () =>
  queries.organisation.me.queryOptions({ staleTime: 30_000, refetchInterval: 60_000, refetchOnWindowFocus: true })

/** The person of the session; only below the signed-in part of the page, whose route has already fetched it. */
export const useMe = (): Me => useSuspenseQuery(meOptions()).data

/** Where a person's work starts: those who keep a portfolio or look customers up start with the list, the others with the outlet. */
export const startsWithList = (me: Me): boolean => ['relationship_manager', 'lobby_manager', 'teller'].includes(me.role)

/** A relationship manager's work starts with the list of the day. */
export const hasDay = (me: Me): boolean => me.role === 'relationship_manager'
/** Head office keeps what there is to say. */
export const writesTalkingPoints = (me: Me): boolean => me.role === 'head_office'
/** Who leads managers sees how the team's day goes. */
export const leadsTeam = (me: Me): boolean => ['outlet_president', 'branch_manager', 'head_office'].includes(me.role)

/** Units that pay wages and pensions: for who leads, who keeps a portfolio, and compliance. */
export const seesUnits = (me: Me): boolean => leadsTeam(me) || hasDay(me) || me.role === 'compliance_officer'

/** Who keeps customers, or leads those who do, sees who is warned of; who steers sees what the signals are worth. */
export const keepsWarnings = (me: Me): boolean => hasDay(me) || leadsTeam(me)
export const readsWarningRecord = (me: Me): boolean => leadsTeam(me) || me.role === 'compliance_officer'

/** Managers see the days of those they keep, presidents those of the outlet. */
export const caresForDays = (me: Me): boolean => me.role === 'relationship_manager' || me.role === 'outlet_president'

/** A teller looks customers up; the state of an outlet is for everybody else. */
export const seesReports = (me: Me): boolean => me.role !== 'teller'

/** Loads and nights are the business of head office and compliance. */
export const seesNights = (me: Me): boolean => me.role === 'head_office' || me.role === 'compliance_officer'

/** The audit trail and the look-up flags are for compliance and head office; only compliance reviews. */
export const readsAudit = (me: Me): boolean => me.role === 'compliance_officer' || me.role === 'head_office'
export const reviewsFlags = (me: Me): boolean => me.role === 'compliance_officer'

/** People and posts are looked after by managers and read by compliance. */
export const readsPeople = (me: Me): boolean =>
  ['head_office', 'compliance_officer', 'branch_manager', 'outlet_president'].includes(me.role)
/** Nobody changes people while acting for somebody else. */
export const mayArrangePeople = (me: Me): boolean => readsPeople(me) && me.role !== 'compliance_officer' && me.actingFor === null

/** Head office and compliance see how the model of who leaves does. */
export const readsModels = (me: Me): boolean => me.role === 'head_office' || me.role === 'compliance_officer'

/** Policies are read by those whose figures rest on them; head office and compliance propose and check changes. */
export const readsPolicies = (me: Me): boolean =>
  ['head_office', 'compliance_officer', 'branch_manager', 'outlet_president'].includes(me.role)

/** Hand-overs are ordered by who leads, read by those they concern. */
export const handsOver = (me: Me): boolean => leadsTeam(me) || hasDay(me) || me.role === 'compliance_officer'

/** Prospects are kept by who meets people, read by who leads or checks. */
export const keepsProspects = (me: Me): boolean => me.role !== 'teller'
