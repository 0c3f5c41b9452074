import { randomUUID } from 'node:crypto'
import { staffRoles, type StaffRole } from '../../server/modules/organisation/index.ts'
import { keepView, raiseFlag } from './bank.ts'
import type { Places, RouteRule } from './rule.ts'
import { approvalRules } from './rules/approval.ts'
import { policyRules } from './rules/policy.ts'
import { careRules } from './rules/care.ts'
import { messageRules } from './rules/message.ts'
import { exportRules } from './rules/export.ts'
import { organisationRules } from './rules/organisation.ts'
import { dossierRules } from './rules/dossier.ts'
import { contactRules } from './rules/contact.ts'
import { duplicateRules } from './rules/duplicate.ts'
import { handoverRules } from './rules/handover.ts'
import { prospectRules } from './rules/prospect.ts'
import { privacyRules } from './rules/privacy.ts'
import { retentionRules } from './rules/retention.ts'
import { keepingRules } from './rules/keeping.ts'
import { signOnRules } from './rules/sign-on.ts'
import { giftRules } from './rules/gift.ts'
import { plannerRules } from './rules/planner.ts'
import { payrollRules } from './rules/payroll.ts'
import { oversightRules } from './rules/oversight.ts'
import { pointsLinkRules } from './rules/points-link.ts'
import { rewardRules } from './rules/reward.ts'
import { settlementRules } from './rules/settlement.ts'
import { talkRules } from './rules/talk.ts'
import { todayRules } from './rules/today.ts'
import { watchRules } from './rules/watch.ts'
import { warningRules } from './rules/warning.ts'

const everybody = staffRoles
const watchers: readonly StaffRole[] = ['head_office', 'compliance_officer']
const allButTellers = staffRoles.filter((role) => role !== 'teller')

const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })
const numberOf = (customer: number) => `C${String(customer).padStart(6, '0')}`
const unknownCustomer = 999_999
const unknownInstitution = 99
const unknownRecord = 999_999

const customers =
  (input: (customer: number) => object): RouteRule['places'] =>
  ({ customer, otherCustomers }) => ({ inside: input(customer), outside: otherCustomers.map(input), none: input(unknownCustomer) })
const institutions =
  (input: (institutionId: number) => object): RouteRule['places'] =>
  ({ institutionId, otherInstitution }) => ({
    inside: input(institutionId),
    outside: otherInstitution === null ? [] : [input(otherInstitution)],
    none: input(unknownInstitution),
  })
const records = (): Places => ({ inside: { id: 1 }, outside: [], none: { id: unknownRecord } })
const hasRows = ({ rows }: Record<string, unknown>) => Array.isArray(rows) && rows.length > 0
const view = { filters: [], sort: { figure: 'aum', direction: 'descending' }, columns: [] }

/** Every route of the contract: a route that is not here fails the test. `#` tells several rules of one route apart. */
export const rules: Record<string, RouteRule> = {
  'organisation.signIn': {
    allowed: [],
    absent: 'not found',
    refusal: 'sign in',
    // another one each time: a login with many failures is locked
    places: () => ({ inside: { login: `nobody-${randomUUID()}`, password: 'wrong' }, outside: [], none: undefined }),
  },
  'organisation.me': { allowed: everybody, absent: 'nothing', places: plain() },
  'customer.list': {
    allowed: allButTellers,
    absent: 'nothing',
    places: customers((customer) => ({ search: numberOf(customer) })),
    shows: (answer) => hasRows(answer) && answer['total'] === 1,
  },
  'customer.list#institution': {
    allowed: allButTellers,
    absent: 'not found',
    places: institutions((institutionId) => ({ institutionId })),
  },
  'customer.get': { allowed: everybody, absent: 'not found', places: customers((customer) => ({ customerId: String(customer) })) },
  'customer.suggest': {
    allowed: everybody,
    absent: 'nothing',
    places: customers((customer) => ({ search: numberOf(customer) })),
    shows: hasRows,
  },
  'customer.managers': {
    allowed: everybody,
    absent: 'nothing',
    places: plain(),
    shows: ({ managers }) => Array.isArray(managers) && managers.some(({ id }) => id === 14),
  },
  'customer.listViews': { allowed: everybody, absent: 'nothing', places: plain() },
  'customer.saveView': { allowed: everybody, absent: 'nothing', places: plain({ name: 'mine', view }) },
  'customer.deleteView': {
    allowed: everybody,
    absent: 'not found',
    places: async ({ userId }, databases) => ({
      inside: { id: await keepView(databases, userId) },
      outside: [{ id: await keepView(databases, userId + 1) }],
      none: { id: unknownRecord },
    }),
  },
  'report.outlet': { allowed: allButTellers, absent: 'not found', places: institutions((institutionId) => ({ institutionId })) },
  'extract.loads': { allowed: watchers, absent: 'nothing', places: plain() },
  'extract.load': { allowed: watchers, absent: 'not found', places: records },
  'extract.nights': { allowed: watchers, absent: 'nothing', places: plain() },
  'extract.night': { allowed: watchers, absent: 'not found', places: records },
  'audit.list': { allowed: watchers, absent: 'nothing', places: plain({ limit: 5 }) },
  'privacy.reveal': {
    allowed: everybody,
    absent: 'not found',
    places: customers((customer) => ({ customerId: String(customer), field: 'phone', purpose: 'verify_identity' })),
  },
  'privacy.listFlags': { allowed: watchers, absent: 'nothing', places: plain({ limit: 5 }) },
  'privacy.reviewFlag': {
    allowed: ['compliance_officer'],
    absent: 'not found',
    places: async ({ userId }, databases) => {
      const review = { verdict: 'justified', note: '已核实情况' }
      return {
        inside: { id: await raiseFlag(databases, userId + 1), ...review },
        outside: [{ id: await raiseFlag(databases, userId), ...review }],
        none: { id: unknownRecord, ...review },
      }
    },
  },
  ...approvalRules,
  ...policyRules,
  ...exportRules,
  ...organisationRules,
  ...privacyRules,
  ...contactRules,
  ...messageRules,
  ...careRules,
  ...dossierRules,
  ...retentionRules,
  ...payrollRules,
  ...plannerRules,
  ...keepingRules,
  ...handoverRules,
  ...prospectRules,
  ...duplicateRules,
  ...talkRules,
  ...oversightRules,
  ...todayRules,
  ...watchRules,
  ...warningRules,
  ...rewardRules,
  ...giftRules,
  ...pointsLinkRules,
  ...settlementRules,
  ...signOnRules,
  // last: it ends the walker's session
  'organisation.signOut': { allowed: everybody, absent: 'nothing', places: plain(), atTheDoor: 'done' },
}
