import type { PersonRow } from '../../../../server/modules/organisation/people/contract.ts'
import { roles } from './choices.ts'

/** What the address says: filters, the chosen person, which view. */
export interface PeopleSearch {
  view?: string
  person?: string
  q?: string
  institution?: string
  role?: string
  state?: string
}

export const states: readonly PersonRow['state'][] = ['serving', 'leaving', 'left', 'without_post', 'missing']

/** The filters as the server takes them; what it would not know is left out. */
export function filterOf(search: PeopleSearch) {
  const institutionId = Number(search.institution)
  const role = roles.find((one) => one === search.role)
  const state = states.find((one) => one === search.state)
  return {
    ...(search.q ? { search: search.q.slice(0, 64) } : {}),
    ...(Number.isInteger(institutionId) && institutionId > 0 ? { institutionId } : {}),
    ...(role ? { role } : {}),
    ...(state ? { state } : {}),
  }
}
