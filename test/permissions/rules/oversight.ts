import { randomUUID } from 'node:crypto'
import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'
import { handedOut } from './gift.ts'

const leaders: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president', 'compliance_officer']
const plain = () => ({ inside: {}, outside: [], none: undefined })

/** Leaders see what gifts cost; head office and compliance see them beside inflows, and compliance alone says what it found. */
export const oversightRules: Record<string, RouteRule> = {
  'oversight.budgets': { allowed: leaders, absent: 'nothing', places: plain },
  'oversight.watched': { allowed: ['head_office', 'compliance_officer'], absent: 'nothing', places: plain },
  'oversight.review': {
    allowed: ['compliance_officer'],
    absent: 'not found',
    places: async (walker, databases) => {
      const of = (handOutId: string) => ({ handOutId, verdict: 'explained', note: '客户自有资金回流' })
      return { inside: of(await handedOut(databases, walker, walker.customer)), outside: [], none: of(randomUUID()) }
    },
  },
}
