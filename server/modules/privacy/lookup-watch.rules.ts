import type { LookupFlagKind } from './contract.ts'

/** One look at one customer, from the audit trail, with what is known of both. */
export interface Lookup {
  entryId: bigint
  at: Date
  actorUserId: number | null
  actorRole: string
  actorInstitutionId: number | null
  /** the actor's staff id and name, null for the system and for accounts without a staff record */
  actorStaffId: number | null
  actorName: string | null
  outcome: 'done' | 'refused'
  customerId: string
  /** null: no such customer */
  customer: { institutionId: number; managerId: number | null; name: string | null; status: string | null } | null
}

/** Policy rows lookup_watch.*; minutes of the day are Asia/Shanghai, `from` included, `until` excluded. */
export interface WatchPolicy {
  bulkCustomers: number
  bulkMinutes: number
  hoursFromMinute: number
  hoursUntilMinute: number
  selfRule: SelfRule
}
/** `staff_account_of_same_name`: the bank marks its staff's own accounts; `same_name`: any customer of the actor's name. */
export type SelfRule = 'staff_account_of_same_name' | 'same_name'

const dayMinutes = 24 * 60
/** Asia/Shanghai is UTC+8 all year. */
const minuteOfDay = (moment: Date): number => (Math.floor(moment.getTime() / 60_000) + 8 * 60) % dayMinutes

/** What a single look raises. Attempts that were refused count as looks: who tries is of interest. M98, reference B4. */
export function flagsOf(lookup: Lookup, policy: WatchPolicy): LookupFlagKind[] {
  const found: LookupFlagKind[] = []
  const minute = minuteOfDay(lookup.at)
  if (minute < policy.hoursFromMinute || minute >= policy.hoursUntilMinute) found.push('off_hours')
  const own = isSelf(lookup, policy.selfRule)
  if (own) found.push('self')
  else if (lookup.customer?.status === 'staff') found.push('colleague')
  if (!own && isOutOfPortfolio(lookup)) found.push('out_of_portfolio')
  return found
}

function isSelf({ actorName, customer }: Lookup, rule: SelfRule): boolean {
  if (!customer || customer.name === null || customer.name !== actorName) return false
  return rule === 'same_name' || customer.status === 'staff'
}

/** A manager's portfolio is the customers kept; everybody else's is what the person sees, so only a refused look at a customer who exists is outside. */
function isOutOfPortfolio({ actorRole, actorStaffId, outcome, customer }: Lookup): boolean {
  if (!customer) return false
  if (outcome === 'refused') return true
  return actorRole === 'relationship_manager' && customer.managerId !== actorStaffId
}

/** A look that made one person's different customers within the policy's minutes reach the line, with their number. */
export interface Bulk {
  lookup: Lookup
  customers: number
}

/**
 * Bulk looks of one person: `lookups` by time, from at least the policy's minutes before the first that is new. After a bulk (`lastBulkAt`) the
 * next is raised only when the line is reached by looks after it.
 */
export function bulksOf(lookups: readonly Lookup[], policy: WatchPolicy, lastBulkAt: Date | null): Bulk[] {
  const bulks: Bulk[] = []
  let window: Lookup[] = []
  let since = lastBulkAt?.getTime() ?? -Infinity
  for (const lookup of lookups) {
    const moment = lookup.at.getTime()
    if (moment <= since) continue
    window = [...window.filter((earlier) => moment - earlier.at.getTime() < policy.bulkMinutes * 60_000), lookup]
    const customers = new Set(window.map((one) => one.customerId)).size
    if (customers < policy.bulkCustomers) continue
    bulks.push({ lookup, customers })
    since = moment
    window = []
  }
  return bulks
}
