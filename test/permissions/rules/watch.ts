import { randomUUID } from 'node:crypto'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const allButTellers = staffRoles.filter((role) => role !== 'teller')
const advisers: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'lobby_manager']

const below =
  (more: object = {}): RouteRule['places'] =>
  ({ institutionId, otherInstitution }) => ({
    inside: { institutionId, ...more },
    outside: otherInstitution === null ? [] : [{ institutionId: otherInstitution, ...more }],
    none: { institutionId: 99, ...more },
  })

const watched = { allowed: allButTellers, absent: 'not found' } as const

/** What the night tells of an institution, and what suits a customer. */
export const watchRules: Record<string, RouteRule> = {
  'watch.survival': { ...watched, places: below() },
  'watch.depth': { ...watched, places: below() },
  'watch.paths': { ...watched, places: below() },
  'watch.capture': { ...watched, places: below() },
  'watch.season': { ...watched, places: below() },
  'watch.customers': { ...watched, places: below({ list: 'path_out' }) },
  'suitability.next': { ...watched, places: aboutCustomer() },
  'suitability.decline': {
    allowed: advisers,
    absent: 'not found',
    places: (walker, databases) => aboutCustomer({ id: randomUUID(), category: 'fund' })(walker, databases),
  },
  'suitability.shelf': { allowed: allButTellers, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'suitability.fits': { ...watched, places: below() },
}
