import { randomUUID } from 'node:crypto'
import { staffRoles, type StaffRole } from '../../server/modules/organisation/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { keepView, raiseFlag, type Walker } from './bank.ts'

/** What an answer amounts to. `nothing`: an answer without the thing asked for. */
export type Outcome = 'done' | 'nothing' | 'not found' | 'forbidden' | 'sign in'

/** What is asked for: something theirs, something that exists and is not theirs, something that does not exist. */
export interface Places {
  inside: object | undefined
  /** empty when everything is theirs, or the route is about nothing in particular */
  outside: readonly object[]
  none: object | undefined
}

/** Who may use a route, and what it answers about what they do not see. */
export interface RouteRule {
  allowed: readonly StaffRole[]
  absent: 'nothing' | 'not found'
  /** how those are refused who may not use it; left out = forbidden */
  refusal?: Outcome
  /** inputs for a person; what has to exist is made here */
  places: (walker: Walker, databases: Databases) => Places | Promise<Places>
  /** whether an answer has what was asked for; left out = an answer is enough */
  shows?: (answer: Record<string, unknown>, input: object) => boolean
  /** for those who have not signed in; left out = sign in */
  atTheDoor?: Outcome
}

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
  // last: it ends the walker's session
  'organisation.signOut': { allowed: everybody, absent: 'nothing', places: plain(), atTheDoor: 'done' },
}
