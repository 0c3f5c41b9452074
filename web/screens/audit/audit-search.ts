import type { AuditFilter } from '../../../server/modules/audit/contract.ts'
import { isDate } from '../../ui/format/date.ts'

/** What the address of the audit screen says; everything is text and may be nonsense. */
export interface AuditSearch {
  view?: string
  from?: string
  to?: string
  login?: string
  action?: string
  outcome?: string
  customer?: string
  kind?: string
  state?: string
}

/** Days are business days of the bank, Asia/Shanghai. */
const startOf = (date: string): string => `${date}T00:00:00+08:00`
const day = 86_400_000
const endOf = (date: string): string => new Date(Date.parse(startOf(date)) + day).toISOString()

/** The filter that an address stands for: whole days, `to` included; what makes no sense is left out. */
export function filterOf({ from, to, login, action, outcome, customer }: AuditSearch): AuditFilter {
  return {
    ...(from !== undefined && isDate(from) ? { from: startOf(from) } : {}),
    ...(to !== undefined && isDate(to) ? { to: endOf(to) } : {}),
    ...(login?.trim() ? { actorLogin: login.trim().slice(0, 64) } : {}),
    ...(action !== undefined && /^[a-z]+(-[a-z]+)+$/.test(action) ? { action } : {}),
    ...(outcome === 'done' || outcome === 'refused' ? { outcome } : {}),
    ...(customer !== undefined && /^\d{1,19}$/.test(customer.trim()) ? { subjectKind: 'customer', subjectId: customer.trim() } : {}),
  }
}
