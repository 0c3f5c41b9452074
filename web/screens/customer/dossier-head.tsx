import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Tag } from '../../ui/panel.tsx'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Reveal } from '../privacy/reveal.tsx'
import { amountFigure, countFigure, moneyFigure, textFigure, type DossierProps } from './dossier-parts.ts'
import { tierProgress } from './tier-progress.ts'

const TierBox = ({ dossier }: DossierProps) => {
  const { say, word, language } = useWords()
  const tier = textFigure(dossier, 'tier') ?? ''
  const progress = tierProgress(tier, moneyFigure(dossier, 'next_tier_gap'), dossier.tierLines)
  const months = countFigure(dossier, 'months_in_tier')
  const basis = word('tier_basis', amountFigure(dossier, 'aum_mda') === null ? 'point_in_time' : 'month_daily_average')
  return (
    <div className="dossier-tier">
      <p>
        <strong>{word('tier', tier)}</strong>
        {months === null ? null : (
          <span className="muted small">{months === 0 ? say('dossier.tierSinceNow') : say('dossier.tierSince', { months })}</span>
        )}
      </p>
      {progress ? (
        <>
          <Meter label={say('dossier.tierProgress')} value={progress.doneBp} full={10_000} />
          <p className="small">
            {say('dossier.tierGap', {
              amount: spokenMoney(progress.gapFen.toString(), language),
              basis,
              tier: word('tier', progress.nextTier),
            })}
          </p>
        </>
      ) : dossier.figures['bucket'] === 'counted' && amountFigure(dossier, 'next_tier_gap') === null ? (
        <p className="small muted">{say('dossier.tierTop')}</p>
      ) : null}
    </div>
  )
}

const Money = ({ dossier, figure, why }: DossierProps & { figure: string; why?: string }) => {
  const { word, language } = useWords()
  return (
    <div>
      <dt>{word('figure', figure)}</dt>
      <dd>
        <Amount fen={amountFigure(dossier, figure)} language={language} {...(why ? { why } : {})} />
      </dd>
    </div>
  )
}

/** Who this is: name, belonging, flags; how much; which tier and how far to the next. */
export const DossierTop = ({ dossier }: DossierProps) => {
  const { say, word } = useWords()
  const months = countFigure(dossier, 'months_on_book')
  const counted = dossier.figures['bucket'] === 'counted'
  const facts = [
    dossier.name === null ? undefined : dossier.customerNo,
    dossier.gender === null ? undefined : word('gender', dossier.gender),
    dossier.age === null ? undefined : say('dossier.age', { age: dossier.age }),
    months === null ? undefined : say('dossier.monthsOnBook', { months }),
    dossier.openedOn === null ? undefined : say('dossier.opened', { date: dossier.openedOn }),
    dossier.riskTolerance === null ? undefined : say('dossier.riskTolerance', { code: dossier.riskTolerance }),
  ]
  const belongs = [
    dossier.institution.name,
    dossier.manager ? say('dossier.manager', { name: dossier.manager.name }) : say('dossier.noManager'),
  ]
  return (
    <header className="dossier-head panel">
      <div className="dossier-who">
        <h1>
          {dossier.nameHidden && dossier.name !== null ? (
            <Reveal customerId={dossier.customerId} field="name" masked={dossier.name} />
          ) : (
            (dossier.name ?? dossier.customerNo)
          )}
        </h1>
        <p className="dossier-tags">
          {dossier.name === null ? <Tag>{say('customers.unnamed')}</Tag> : null}
          {dossier.notForMarketing ? (
            <Tag tone="warning" title={say('dossier.notForMarketingWhy')}>
              {say('dossier.notForMarketing')}
            </Tag>
          ) : null}
          {dossier.status ? <Tag tone="warning">{word('status', dossier.status)}</Tag> : null}
          {counted && dossier.figures['contactable'] === false ? <Tag tone="warning">{say('dossier.unreachable')}</Tag> : null}
          {dossier.figures['old_customer'] === true ? <Tag tone="accent">{say('dossier.oldCustomer')}</Tag> : null}
          {dossier.figures['inconvenient_to_leave'] === true ? <Tag tone="accent">{say('dossier.inconvenient')}</Tag> : null}
          {dossier.figures['merchant'] === true ? <Tag tone="accent">{word('figure', 'merchant')}</Tag> : null}
        </p>
        <div className="dossier-belongs">
          {belongs.join(' · ')}
          {dossier.phoneMasked ? <Reveal customerId={dossier.customerId} field="phone" masked={dossier.phoneMasked} /> : null}
        </div>
        <p className="muted small">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <dl className="dossier-money">
        <Money dossier={dossier} figure="aum" />
        <Money dossier={dossier} figure="aum_mda" why={say('dossier.why.average')} />
        <Money dossier={dossier} figure="aum_peak_12m" why={say('dossier.why.average')} />
      </dl>
      <TierBox dossier={dossier} />
    </header>
  )
}
