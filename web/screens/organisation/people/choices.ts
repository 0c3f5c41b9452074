import { useQuery } from '@tanstack/react-query'
import type { Me } from '../../../../server/modules/organisation/contract.ts'
import { queries } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { useWords } from '../../../i18n/index.ts'

export const roles: readonly Me['role'][] = [
  'head_office',
  'branch_manager',
  'outlet_president',
  'relationship_manager',
  'lobby_manager',
  'teller',
  'compliance_officer',
]
export type Role = Me['role']

/** The institutions in sight and the roles, as choices; and how an institution is called. */
export const useOrganisationChoices = () => {
  const me = useMe()
  const { word } = useWords()
  return {
    institutions: me.institutions.map(({ id, name }) => ({ value: String(id), label: name })),
    roles: roles.map((role) => ({ value: role, label: word('role', role) })),
    nameOf: (id: number) => me.institutions.find((node) => node.id === id)?.name ?? String(id),
    ownInstitution: me.institutionId,
  }
}

/** Colleagues who serve at an institution or below, but for one, as choices. */
export const useColleagues = (institutionId: number, butFor: number) => {
  const { word } = useWords()
  const query = useQuery(queries.people.list.queryOptions({ input: { institutionId, state: 'serving', limit: 200 } }))
  return (query.data?.rows ?? [])
    .filter((row) => row.staffId !== butFor)
    .map((row) => ({
      value: String(row.staffId),
      label: `${row.name} · ${row.staffNo} · ${row.posts.map((post) => word('role', post.role)).join('、')}`,
    }))
}
