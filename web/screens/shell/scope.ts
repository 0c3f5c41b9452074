import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Institution, Me } from '../../../server/modules/organisation/contract.ts'

let last: number | undefined

/** The institution a person is looking at: the one in the address, else the last one, else the own. */
export const useScope = (me: Me): { institution: Institution | undefined; pick: (id: number) => void } => {
  const { institutionId } = useParams({ strict: false })
  const { institution } = useSearch({ strict: false })
  const navigate = useNavigate()
  const inAddress = Number(institutionId ?? institution)
  const visible = (id: number | undefined) => me.institutions.find((node) => node.id === id)
  const current = visible(inAddress) ?? visible(last) ?? visible(me.institutionId)
  const currentId = current?.id
  useEffect(() => {
    last = currentId
  }, [currentId])
  const pick = (id: number) => {
    last = id
    if (location.pathname === '/customers')
      void navigate({ to: '/customers', search: (before) => ({ ...before, institution: String(id) }) })
    else void navigate({ to: '/outlet/$institutionId', params: { institutionId: String(id) } })
  }
  return { institution: current, pick }
}
