/** What is asked: one case a row of the table. `n` counts the requests of a case. */
export interface Case {
  name: string
  path: (n: number) => string
  /** POST with it, GET without */
  body?: (n: number) => object
  /** asks about the customer whose timeline is long, which is filled before */
  longTimeline?: true
  /** milliseconds the p95 may take; over it is a failure */
  goalMs?: number
}

export interface Asked {
  /** ids of every institution the person sees, and of the outlets among them */
  all: readonly number[]
  outlets: readonly number[]
  /** customers whose dossiers are opened */
  customers: readonly string[]
  /** another number every run, so that "never asked before" holds on a server that is asked again */
  salt: number
  /** the person has a list of the day */
  hasDay: boolean
  /** a customer whose timeline is long once it was filled; undefined: none shall be filled */
  busiest: string | undefined
}

const longTimeline = true
const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
const path = () => '/customers/list'
const columns = ['aum', 'tier', 'inflow_30d', 'outflow_30d', 'activity']
const list = (more: object) => ({ offset: 0, limit: 50, columns, filters: [], ...more })
const searches = ['wang', 'zxm', '王', '李明', '8888', '1000', 'l', 'zhang', '陈', 'li', '明', 'chenx']
const sorts = ['aum', 'inflow_30d', 'outflow_90d', 'stickiness', 'name', 'months_on_book', 'aum_mda', 'last_own_act_on']

/** A filter and an order nobody asked for before, that nearly every customer meets: the server works the whole list out anew. */
const never = (n: number, salt: number) => ({
  filters: [{ figure: 'aum', op: 'at_most', values: [String(1_000_000_000_000 - salt - n)] }],
  sort: { figure: of(sorts, n), direction: n % 2 === 0 ? 'descending' : 'ascending' },
})

/** The goal is for outlet reports and customer lists; twenty new lists at once is more than twenty people ask for. */
export const casesOf = (asked: Asked): Case[] => [
  ...goalCases(asked).map((each) => ({ ...each, goalMs: 100 })),
  ...(asked.hasDay ? [{ name: 'today’s list', path: () => '/today/open', body: () => ({}), goalMs: 150 }] : []),
  ...(asked.busiest === undefined ? [] : dossierCases(asked.busiest)),
  ...otherCases(asked),
]

const goalCases = ({ all, outlets, salt }: Asked): Case[] => [
  { name: 'outlet report, one outlet', path: (n) => `/reports/outlet/${of(outlets, n)}` },
  { name: 'outlet report, any institution', path: (n) => `/reports/outlet/${of(all, n)}` },
  { name: 'list, everyone, first page', path, body: () => list({}) },
  { name: 'list, everyone, page at 15,000', path, body: (n) => list({ offset: 15_000 + (n % 20) * 100 }) },
  {
    name: 'list, an outlet, any page',
    path,
    body: (n) => list({ institutionId: of(outlets, n), offset: (n % 50) * 100 }),
  },
  {
    name: 'list, filtered and sorted',
    path,
    body: (n) =>
      list({
        institutionId: of(outlets, n),
        filters: [{ figure: 'tier', op: 'in', values: ['potential', 'mid_to_high'] }],
        sort: { figure: 'outflow_30d', direction: 'descending' },
      }),
  },
  { name: 'list, searched', path, body: (n) => list({ search: of(searches, n) }) },
  { name: 'one request in 10 a list never asked for', path, body: (n) => list(n % 10 === 0 ? never(n, salt) : { offset: (n % 50) * 100 }) },
]

/** What the dossier's screen asks of a customer with so long a timeline, figures and the newest rows; and all rows at once. */
const dossierCases = (customer: string): Case[] => [
  { name: 'dossier of 500 rows, figures', path: () => `/customers/${customer}`, goalMs: 200, longTimeline },
  { name: 'dossier of 500 rows, first fifty', path: () => `/customers/${customer}/timeline?limit=50`, goalMs: 200, longTimeline },
  { name: 'dossier of 500 rows, all of them', path: () => `/customers/${customer}/timeline?limit=500`, longTimeline },
]

/** The cheapest answer there is: what the others are compared with, in the same minute. */
export const whoAmI: Case = { name: 'who am I', path: () => '/session' }

const otherCases = ({ customers, salt }: Asked): Case[] => [
  whoAmI,
  { name: 'each a list never asked for', path, body: (n) => list(never(n, salt)) },
  { name: 'search field', path: (n) => `/customers/suggest?search=${encodeURIComponent(of(searches, n))}` },
  { name: 'dossier', path: (n) => `/customers/${of(customers, n)}` },
]
