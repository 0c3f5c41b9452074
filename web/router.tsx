import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { hasDay, meOptions, startsWithList } from './api/session.ts'
import { refusalCode } from './api/problem.ts'
import { withAllWords } from './i18n/index.ts'
import { NoSuchPage, RouteFailure, RoutePending } from './screens/shell/route-states.tsx'
import { keepText, parseSearch, stringifySearch } from './search-text.ts'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
  errorComponent: RouteFailure,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: keepText('return', 'expired', 'problem'),
  component: lazyRouteComponent(() => import('./screens/organisation/sign-in.tsx'), 'SignIn'),
})

const offline = createRoute({
  getParentRoute: () => root,
  path: '/offline',
  component: lazyRouteComponent(() => withAllWords(import('./screens/contact/offline-screen.tsx')), 'OfflineScreen'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meOptions()) }
    } catch (error) {
      if (refusalCode(error) === 'UNAUTHORIZED')
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return: location.href } })
      if (refusalCode(error) === undefined && !navigator.onLine) throw redirect({ to: '/offline' })
      throw error
    }
  },
  component: lazyRouteComponent(() => withAllWords(import('./screens/shell/shell.tsx')), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    if (hasDay(me)) throw redirect({ to: '/today', replace: true })
    if (startsWithList(me)) throw redirect({ to: '/customers', replace: true })
    throw redirect({ to: '/outlet/$institutionId', params: { institutionId: String(me.institutionId) }, replace: true })
  },
})

const today = createRoute({
  getParentRoute: () => shell,
  path: '/today',
  validateSearch: keepText<'manager'>('manager'),
  beforeLoad: ({ context: { me }, location }) => {
    if (!('manager' in location.search) && !hasDay(me)) throw redirect({ to: '/', replace: true })
  },
  component: lazyRouteComponent(() => import('./screens/today/today-screen.tsx'), 'TodayScreen'),
})

const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  component: lazyRouteComponent(() => import('./screens/today/team-screen.tsx'), 'TeamScreen'),
})

const talkingPoints = createRoute({
  getParentRoute: () => shell,
  path: '/talking-points',
  component: lazyRouteComponent(() => import('./screens/today/talking-points-screen.tsx'), 'TalkingPointsScreen'),
})

const outlet = createRoute({
  getParentRoute: () => shell,
  path: '/outlet/$institutionId',
  component: lazyRouteComponent(() => import('./screens/report/outlet-screen.tsx'), 'OutletScreen'),
})

const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: keepText('institution', 'f', 'q', 'sort', 'cols'),
  component: lazyRouteComponent(() => import('./screens/customer/customers-screen.tsx'), 'CustomersScreen'),
})

const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./screens/customer/customer-screen.tsx'), 'CustomerScreen'),
})

const exportsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/exports',
  component: lazyRouteComponent(() => import('./screens/export/exports-screen.tsx'), 'ExportsScreen'),
})

const night = createRoute({
  getParentRoute: () => shell,
  path: '/night',
  validateSearch: keepText('night', 'load'),
  component: lazyRouteComponent(() => import('./screens/extract/night-screen.tsx'), 'NightScreen'),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: keepText('view', 'from', 'to', 'login', 'action', 'outcome', 'customer', 'kind', 'state'),
  component: lazyRouteComponent(() => import('./screens/audit/audit-screen.tsx'), 'AuditScreen'),
})

const care = createRoute({
  getParentRoute: () => shell,
  path: '/care',
  component: lazyRouteComponent(() => import('./screens/care/care-screen.tsx'), 'CareScreen'),
})

const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: keepText('view'),
  component: lazyRouteComponent(() => import('./screens/message/messages-screen.tsx'), 'MessagesScreen'),
})

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/contacts',
  validateSearch: keepText('view', 'state', 'manager'),
  component: lazyRouteComponent(() => import('./screens/contact/contacts-screen.tsx'), 'ContactsScreen'),
})

const leaveCases = createRoute({
  getParentRoute: () => shell,
  path: '/leave-cases',
  validateSearch: keepText('institution', 'customer', 'column'),
  component: lazyRouteComponent(() => import('./screens/retention/leave-screen.tsx'), 'LeaveScreen'),
})

const leaveCase = createRoute({
  getParentRoute: () => shell,
  path: '/leave-cases/$caseId',
  component: lazyRouteComponent(() => import('./screens/retention/case-screen.tsx'), 'CaseScreen'),
})

const prospects = createRoute({
  getParentRoute: () => shell,
  path: '/prospects',
  validateSearch: keepText('state', 'source'),
  component: lazyRouteComponent(() => import('./screens/prospect/prospects-screen.tsx'), 'ProspectsScreen'),
})

const duplicates = createRoute({
  getParentRoute: () => shell,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./screens/duplicate/duplicates-screen.tsx'), 'DuplicatesScreen'),
})

const talk = createRoute({
  getParentRoute: () => shell,
  path: '/talk',
  component: lazyRouteComponent(() => import('./screens/talk/talk-screen.tsx'), 'TalkScreen'),
})

const opinions = createRoute({
  getParentRoute: () => shell,
  path: '/opinions',
  component: lazyRouteComponent(() => import('./screens/feedback/opinions-screen.tsx'), 'OpinionsScreen'),
})

const handovers = createRoute({
  getParentRoute: () => shell,
  path: '/handovers',
  validateSearch: keepText('view', 'id', 'manager', 'institution'),
  component: lazyRouteComponent(() => import('./screens/handover/handover-screen.tsx'), 'HandoverScreen'),
})

const wakeUps = createRoute({
  getParentRoute: () => shell,
  path: '/leave-cases/wake-ups',
  component: lazyRouteComponent(() => import('./screens/keeping/wake-up-screen.tsx'), 'WakeUpScreen'),
})

const plays = createRoute({
  getParentRoute: () => shell,
  path: '/leave-cases/plays',
  component: lazyRouteComponent(() => import('./screens/keeping/plays-screen.tsx'), 'PlaysScreen'),
})

const benefits = createRoute({
  getParentRoute: () => shell,
  path: '/leave-cases/benefits',
  component: lazyRouteComponent(() => import('./screens/keeping/benefits-screen.tsx'), 'BenefitsScreen'),
})

const smallPlan = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId/plan',
  component: lazyRouteComponent(() => import('./screens/planner/plan-screen.tsx'), 'PlanScreen'),
})

const employers = createRoute({
  getParentRoute: () => shell,
  path: '/employers',
  validateSearch: keepText('view'),
  component: lazyRouteComponent(() => import('./screens/payroll/employers-screen.tsx'), 'EmployersScreen'),
})

const employer = createRoute({
  getParentRoute: () => shell,
  path: '/employers/$employerId',
  component: lazyRouteComponent(() => import('./screens/payroll/employer-screen.tsx'), 'EmployerScreen'),
})

const watch = createRoute({
  getParentRoute: () => shell,
  path: '/watch',
  validateSearch: keepText('view', 'institution'),
  component: lazyRouteComponent(() => import('./screens/watch/watch-screen.tsx'), 'WatchScreen'),
})

const model = createRoute({
  getParentRoute: () => shell,
  path: '/model',
  component: lazyRouteComponent(() => import('./screens/model/model-screen.tsx'), 'ModelScreen'),
})

const warnings = createRoute({
  getParentRoute: () => shell,
  path: '/warnings',
  validateSearch: keepText('institution', 'view', 'signals', 'group', 'state', 'order', 'manager'),
  component: lazyRouteComponent(() => import('./screens/warning/warning-screen.tsx'), 'WarningScreen'),
})

const calendar = createRoute({
  getParentRoute: () => shell,
  path: '/calendar',
  validateSearch: keepText('year'),
  component: lazyRouteComponent(() => import('./screens/privacy/calendar-screen.tsx'), 'CalendarScreen'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/organisation/account/account-screen.tsx'), 'AccountScreen'),
})

const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: keepText('view', 'person', 'q', 'institution', 'role', 'state'),
  component: lazyRouteComponent(() => import('./screens/organisation/people/people-screen.tsx'), 'PeopleScreen'),
})

const myScope = createRoute({
  getParentRoute: () => shell,
  path: '/my-scope',
  component: lazyRouteComponent(() => import('./screens/organisation/people/my-scope-screen.tsx'), 'MyScopeScreen'),
})

const points = createRoute({
  getParentRoute: () => shell,
  path: '/points',
  validateSearch: keepText('view', 'customer'),
  component: lazyRouteComponent(() => import('./screens/points/points-screen.tsx'), 'PointsScreen'),
})

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  validateSearch: keepText('box', 'id'),
  component: lazyRouteComponent(() => import('./screens/approval/approval-screen.tsx'), 'ApprovalScreen'),
})

const policies = createRoute({
  getParentRoute: () => shell,
  path: '/policies',
  validateSearch: keepText('key', 'q', 'view'),
  component: lazyRouteComponent(() => import('./screens/policy/policy-screen.tsx'), 'PolicyScreen'),
})

const routeTree = root.addChildren([
  signIn,
  offline,
  shell.addChildren([
    people,
    myScope,
    account,
    home,
    today,
    team,
    talkingPoints,
    outlet,
    customers,
    customer,
    exportsRoute,
    night,
    audit,
    approvals,
    points,
    policies,
    contacts,
    care,
    messages,
    leaveCases,
    leaveCase,
    model,
    warnings,
    watch,
    wakeUps,
    plays,
    benefits,
    handovers,
    prospects,
    duplicates,
    talk,
    opinions,
    employers,
    employer,
    smallPlan,
    calendar,
  ]),
])

/** All addresses of the site; every screen is fetched when it is first opened, or when its link is about to be clicked. */
export const createSiteRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: NoSuchPage,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createSiteRouter>
  }
}
