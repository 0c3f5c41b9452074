import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { Reveal } from '../privacy/reveal.tsx'
import { amountFigure, countFigure, moneyFigure, textFigure, type DossierProps } from './dossier-parts.ts'
import { FigureValue } from './figure-value.tsx'

const windows = [7, 30, 90]

/** M06: money in and out over 7, 30 and 90 days. */
export const FlowsBlock = ({ dossier }: DossierProps) => {
  const { say, language } = useWords()
  const why = say('dossier.why.flow')
  return (
    <Panel title={say('dossier.flows')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('dossier.flows')}</span>
            </th>
            <th scope="col">{say('dossier.inflow')}</th>
            <th scope="col">{say('dossier.outflow')}</th>
            <th scope="col">{say('dossier.net')}</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((days) => {
            const [inflow, outflow] = [moneyFigure(dossier, `inflow_${days}d`), moneyFigure(dossier, `outflow_${days}d`)]
            const net = inflow === null || outflow === null ? null : BigInt(inflow) - BigInt(outflow)
            return (
              <tr key={days}>
                <td>{say('dossier.window', { days })}</td>
                <td>
                  <Amount fen={amountFigure(dossier, `inflow_${days}d`)} language={language} why={why} />
                </td>
                <td>
                  <Amount fen={amountFigure(dossier, `outflow_${days}d`)} language={language} why={why} />
                </td>
                <td className={net !== null && net < 0n ? 'warning-text' : ''}>
                  <Amount fen={net} language={language} why={why} signed />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Facts
        facts={[
          {
            key: 'own',
            label: say('dossier.ownName'),
            value: <Amount fen={amountFigure(dossier, 'own_name_outflow_90d')} language={language} why={why} />,
          },
          {
            key: 'pass',
            label: say('dossier.passThrough'),
            value: <Amount fen={amountFigure(dossier, 'pass_through_30d')} language={language} why={why} />,
          },
        ]}
      />
    </Panel>
  )
}

/** M04, M05, M07: how deep and how alive the relation is. */
export const RelationBlock = ({ dossier }: DossierProps) => {
  const { say } = useWords()
  const stickiness = countFigure(dossier, 'stickiness')
  const days = countFigure(dossier, 'days_since_own_act')
  const lastAct = textFigure(dossier, 'last_own_act_on')
  return (
    <Panel title={say('dossier.relation')} extra={<FigureValue figure="activity" value={dossier.figures['activity']} />}>
      <div className="figure-line">
        <span>{say('dossier.stickiness')}</span>
        <span className="figure-large">{stickiness ?? '—'}</span>
      </div>
      <Meter label={say('dossier.stickiness')} value={stickiness ?? 0} full={100} />
      <Facts
        facts={[
          {
            key: 'act',
            label: say('dossier.lastAct'),
            value: lastAct ? (
              <>
                {lastAct}
                {days === null ? '' : ` · ${say('dossier.daysAgo', { days })}`}
              </>
            ) : (
              <Unknown why={say('dossier.why.flow')} />
            ),
          },
          {
            key: 'categories',
            label: say('dossier.categories'),
            value: <FigureValue figure="category_count" value={dossier.figures['category_count']} />,
          },
          {
            key: 'arrangements',
            label: say('dossier.arrangements'),
            value: <FigureValue figure="arrangement_count" value={dossier.figures['arrangement_count']} />,
          },
        ]}
      />
    </Panel>
  )
}

/** M03: what is on file to reach the customer by. */
export const ContactBlock = ({ dossier }: DossierProps) => {
  const { say } = useWords()
  const state = (figure: string, yes: string, no: string) =>
    dossier.figures[figure] === true ? (
      <span>{say(yes)}</span>
    ) : dossier.figures[figure] === false ? (
      <span className="warning-text">{say(no)}</span>
    ) : (
      <Unknown why={say('dossier.why.unknown')} />
    )
  return (
    <Panel title={say('dossier.contact')}>
      <Facts
        facts={[
          {
            key: 'phone',
            label: say('dossier.phone'),
            note: dossier.phoneMasked ? <Reveal customerId={dossier.customerId} field="phone" masked={dossier.phoneMasked} /> : undefined,
            value: state('phone_usable', 'dossier.usable', 'dossier.unusable'),
          },
          {
            key: 'address',
            label: say('dossier.address'),
            note: dossier.addressMasked ? (
              <Reveal customerId={dossier.customerId} field="address" masked={dossier.addressMasked} />
            ) : undefined,
            value: state('address_fresh', 'dossier.fresh', 'dossier.stale'),
          },
          {
            key: 'reached',
            label: say('domain.figure.reached_lately'),
            value: state('reached_lately', 'dossier.reached', 'dossier.notReached'),
          },
        ]}
      />
    </Panel>
  )
}
