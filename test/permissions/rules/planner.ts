import { randomUUID } from 'node:crypto'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const meeting: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'lobby_manager']
const more =
  (extra: () => object): RouteRule['places'] =>
  async (walker, databases) => {
    const { inside, outside, none } = await aboutCustomer()(walker, databases)
    const of = (input: object | undefined) => ({ ...input, ...extra() })
    return { inside: of(inside), outside: outside.map(of), none: of(none) }
  }

/** Who sits down with customers plans with them; converted assets belong to whom one sees; the blood-pressure desk is the lobby manager's alone. */
export const plannerRules: Record<string, RouteRule> = {
  'planner.plan': {
    allowed: meeting,
    absent: 'not found',
    places: more(() => ({ incomeFen: '800000', spendFen: '500000', reserveFen: '0', wantsCover: false })),
  },
  'conversion.show': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'health.desk': { allowed: ['lobby_manager'], absent: 'not found', places: aboutCustomer() },
  'health.forget': { allowed: ['lobby_manager'], absent: 'not found', places: aboutCustomer() },
  // off: what is theirs is refused by name, tried in server/modules/health
  'health.record': {
    allowed: ['lobby_manager'],
    absent: 'not found',
    places: async (walker, databases) => ({
      ...(await more(() => ({ id: randomUUID(), systolic: 120, diastolic: 80, pulse: 70 }))(walker, databases)),
      inside: undefined,
    }),
  },
}
