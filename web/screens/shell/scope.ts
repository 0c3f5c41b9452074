import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import type { Institution, Me } from '../../../server/modules/organisation/contract.ts'

let last: number | undefined
const readers = new Set<() => void>()
const remember = (id: number | undefined): void => {
  if (id === last) return
  last = id
  for (const read of readers) read()
}
const subscribe = (read: () => void): (() => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** Screens whose address names it as a parameter. */
const named = ['/customers', '/watch', '/warnings', '/leave-cases'] as const

/** Screens that speak of the institution looked at without naming it in their address: picking another one stays on them. */
const speakOfIt = ['/team', '/leave-cases/wake-ups', '/leave-cases/plays', '/leave-cases/benefits', '/contacts', '/prospects']

/** The institution a person is looking at: the one in the address, else the last one, else the own. */
export const useScope = (me: Me): { institution: Institution | undefined; pick: (id: number) => void } => {
  const { institutionId } = useParams({ strict: false })
  const { institution } = useSearch({ strict: false })
  const navigate = useNavigate()
  const inAddress = Number(institutionId ?? institution)
  const visible = (id: number | undefined) => me.institutions.find((node) => node.id === id)
  const kept = useSyncExternalStore(subscribe, () => last)
  const current = visible(inAddress) ?? visible(kept) ?? visible(me.institutionId)
  const currentId = current?.id
  useEffect(() => {
    remember(currentId)
  }, [currentId])
  const pick = (id: number) => {
    remember(id)
    const screen = named.find((path) => path === location.pathname)
    if (screen) void navigate({ to: screen, search: (before) => ({ ...before, institution: String(id) }) })
    else if (!speakOfIt.includes(location.pathname)) void navigate({ to: '/outlet/$institutionId', params: { institutionId: String(id) } })
  }
  return { institution: current, pick }
}
