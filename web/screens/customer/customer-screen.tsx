import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useCanGoBack, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import type { DossierHead } from '../../../server/modules/customer/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { caresForDays, seesReports, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { MoneyCurve } from '../../ui/money-curve.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty, Skeleton } from '../../ui/states.tsx'
import { keepCustomer, maskedLabel } from '../../offline/pocket.ts'
import { CadenceCard } from '../contact/cadence-card.tsx'
import { LogButton } from '../contact/log-button.tsx'
import { WriteButton } from '../message/write-button.tsx'
import { TimelinePanel } from '../contact/timeline-panel.tsx'
import { BenefitsCard } from '../keeping/benefits-card.tsx'
import { NumbersCard } from '../duplicate/numbers-card.tsx'
import { OpinionsCard } from '../feedback/opinions-card.tsx'
import { TalkButton } from '../talk/talk-button.tsx'
import { LeaveLink } from '../retention/leave-link.tsx'
import { NextProductsCard } from '../watch/next-products-card.tsx'
import { PermissionCard } from '../privacy/permission-card.tsx'
import { AttritionBlock } from './dossier-attrition.tsx'
import { ProgrammeCards } from '../planner/programme-cards.tsx'
import { PointsCard } from '../points/points-card.tsx'
import { DossierTop } from './dossier-head.tsx'
import { HoldingsBlock } from './dossier-holdings.tsx'
import { MaturitiesBlock } from './dossier-maturities.tsx'
import { PayrollBlock } from './dossier-payroll.tsx'
import { ContactBlock, FlowsBlock, RelationBlock } from './dossier-relation.tsx'
import { sayWords } from './says.ts'
import './dossier.css'

const route = getRouteApi('/shell/customers/$customerId')

const icons: Record<DossierHead['says'][number]['tone'], IconName> = { good: 'up', plain: 'dot', warning: 'warning' }

const SaysBlock = ({ dossier }: { dossier: DossierHead }) => {
  const { say, language } = useWords()
  return (
    <Panel className="says" title={say('dossier.says')} about={dossier.businessDate}>
      {dossier.says.length === 0 ? <p className="muted">{say('dossier.saysNone')}</p> : null}
      <ul>
        {dossier.says.map((said) => (
          <li key={said.code} className={`said-${said.tone}`}>
            <Icon name={icons[said.tone]} size={16} />
            {sayWords(say, language, said)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const CurveBlock = ({ dossier }: { dossier: DossierHead }) => {
  const { say, language } = useWords()
  const { aumCurve } = dossier
  const points = useMemo(() => aumCurve.map((point) => ({ date: point.date, fen: point.aumFen })), [aumCurve])
  const known = points.some((point) => point.fen !== null)
  return (
    <Panel title={say('dossier.curve')}>
      {known ? (
        <MoneyCurve points={points} language={language} label={say('dossier.curve')} height={168} />
      ) : (
        <Empty compact title={say('dossier.curveNone')} />
      )}
    </Panel>
  )
}

const DossierPanels = lazy(async () => ({ default: (await import('../dossier/dossier-panels.tsx')).DossierPanels }))

/** What people know of the customer; tellers look up single customers and see none of it. */
const Known = ({ customerId }: { customerId: string }) =>
  useMe().role === 'teller' ? null : (
    <Suspense fallback={<Skeleton height={220} />}>
      <DossierPanels customerId={customerId} />
    </Suspense>
  )

const Page = ({ dossier }: { dossier: DossierHead }) => (
  <>
    <DossierTop dossier={dossier} />
    <div className="dossier-grid">
      <div>
        <SaysBlock dossier={dossier} />
        <TimelinePanel customerId={dossier.customerId} />
        <Known customerId={dossier.customerId} />
        <CurveBlock dossier={dossier} />
        <PayrollBlock dossier={dossier} />
        <FlowsBlock dossier={dossier} />
      </div>
      <div>
        <NumbersCard customerId={dossier.customerId} />
        <AttritionBlock dossier={dossier} />
        <HoldingsBlock dossier={dossier} />
        <MaturitiesBlock dossier={dossier} />
        <RelationBlock dossier={dossier} />
        <NextProductsCard customerId={dossier.customerId} />
        <PermissionCard customerId={dossier.customerId} />
        <CadenceCard customerId={dossier.customerId} />
        <BenefitsCard customerId={dossier.customerId} />
        <PointsCard customerId={dossier.customerId} />
        <ProgrammeCards customerId={dossier.customerId} counted={dossier.figures['bucket'] === 'counted'} />
        {dossier.figures['bucket'] === 'counted' ? <LeaveLink customerId={dossier.customerId} /> : null}
        <OpinionsCard customerId={dossier.customerId} />
        <ContactBlock dossier={dossier} />
      </div>
    </div>
  </>
)

/** Keeps the customer, masked, for times without network. */
const useKept = (dossier: DossierHead | undefined): void => {
  const { userId } = useMe()
  useEffect(() => {
    if (!dossier) return
    const { customerId, customerNo, name } = dossier
    void keepCustomer({ customerId, userId, customerNo, maskedName: maskedLabel(name, customerNo) })
  }, [dossier, userId])
}

/** The head of a customer's dossier. */
export const CustomerScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const me = useMe()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const { customerId } = route.useParams()
  const query = useQuery(queries.customer.get.queryOptions({ input: { customerId } }))
  useKept(query.data)
  const back = () => (canGoBack ? router.history.back() : void router.navigate({ to: '/customers' }))
  return (
    <div className="dossier">
      <button type="button" className="dossier-back" onClick={back}>
        <Icon name="left" size={16} />
        {say('shell.back')}
      </button>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {(dossier) => (
          <>
            <Page dossier={dossier} />
            <div className="dossier-log">
              {caresForDays(me) && dossier.figures['bucket'] === 'counted' ? (
                <WriteButton customerId={customerId} name={dossier.name ?? dossier.customerNo} />
              ) : null}
              {seesReports(me) ? (
                <TalkButton className="log-button log-quiet" subject={{ customerId, name: dossier.name ?? dossier.customerNo }} />
              ) : null}
              <LogButton subject={{ customerId, name: dossier.name ?? dossier.customerNo }} />
            </div>
          </>
        )}
      </QueryView>
    </div>
  )
}
