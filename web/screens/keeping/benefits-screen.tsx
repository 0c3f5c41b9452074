import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { benefitTiers, type BenefitRow } from '../../../server/modules/retention/plays/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { useScope } from '../shell/scope.ts'
import { BenefitSheet, EndSheet } from './benefit-sheets.tsx'
import { KeepingTabs } from './keeping-tabs.tsx'

const Times = ({ benefit }: { benefit: BenefitRow }) => {
  const { say, word } = useWords()
  return (
    <span>
      {benefitTiers
        .filter((tier) => benefit.times[tier] > 0)
        .map((tier) => (
          <span key={tier}>
            <Tag>{word('tier', tier)}</Tag>
            <span className="small">
              {say('benefits.timesOf', { period: word('benefit_period', benefit.period), times: benefit.times[tier] })}
            </span>
            <br />
          </span>
        ))}
    </span>
  )
}

const BenefitLine = ({
  benefit,
  mayEdit,
  today,
  onEdit,
}: {
  benefit: BenefitRow
  mayEdit: boolean
  today: string
  onEdit: (doing: Doing) => void
}) => {
  const { say, word } = useWords()
  const { use, name } = benefit
  return (
    <li data-benefit={benefit.code}>
      <span>
        <strong>{name}</strong> <Tag>{word('three_move', benefit.move)}</Tag>
        {benefit.validFrom > today ? <Tag tone="accent">{say('benefits.upcoming', { date: benefit.validFrom })}</Tag> : null}
        {benefit.validUntil ? <Tag tone="warning">{say('benefits.until', { date: benefit.validUntil })}</Tag> : null}
        <br />
        <span className="small">{benefit.about}</span>
        <br />
        <span className="muted small">{benefit.provider}</span>
      </span>
      <Times benefit={benefit} />
      {use ? (
        <div>
          <span className="small">
            {say('benefits.usage')}：{say('benefits.usageValue', { users: use.users, entitled: use.entitled, uses: use.uses })}
          </span>
          <Meter label={`${name} ${say('benefits.usage')}`} value={use.users} full={Math.max(1, use.entitled)} />
        </div>
      ) : (
        <span />
      )}
      {mayEdit && benefit.validUntil === null ? (
        <span>
          <button
            type="button"
            className="keeping-small"
            aria-label={say('benefits.editOf', { name })}
            onClick={() => onEdit({ kind: 'edit', benefit })}
          >
            {say('benefits.edit')}
          </button>
          <button
            type="button"
            className="keeping-small"
            aria-label={say('benefits.endOf', { name })}
            onClick={() => onEdit({ kind: 'end', benefit })}
          >
            {say('benefits.end')}
          </button>
        </span>
      ) : (
        <span />
      )}
    </li>
  )
}

type Doing = { kind: 'add' } | { kind: 'edit' | 'end'; benefit: BenefitRow }

/** 增值服务 (M44): what each tier is entitled to, by whom, and how much of it is used; head office keeps it. */
export const BenefitsScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const me = useMe()
  const { institution } = useScope(me)
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const query = useQuery(queries.play.benefits.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <div className="keeping-screen">
      <KeepingTabs />
      <div className="keeping-head">
        <h1>{say('benefits.title')}</h1>
        {query.data?.mayEdit ? (
          <button type="button" className="keeping-act" onClick={() => setDoing({ kind: 'add' })}>
            {say('benefits.add')}
          </button>
        ) : null}
      </div>
      <p className="keeping-about small">{say('benefits.about')}</p>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ benefits, mayEdit, today }) =>
          benefits.length === 0 ? (
            <Empty title={say('benefits.none')} about={say(mayEdit ? 'benefits.noneAbout' : 'benefits.noneReader')} />
          ) : (
            <Panel title={say('benefits.panel')} about={today}>
              <ul className="benefit-list">
                {benefits.map((benefit) => (
                  <BenefitLine key={benefit.id} benefit={benefit} mayEdit={mayEdit} today={today} onEdit={setDoing} />
                ))}
              </ul>
            </Panel>
          )
        }
      </QueryView>
      {doing?.kind === 'add' ? <BenefitSheet onClose={close} /> : null}
      {doing?.kind === 'edit' ? <BenefitSheet benefit={doing.benefit} onClose={close} /> : null}
      {doing?.kind === 'end' ? <EndSheet benefit={doing.benefit} onClose={close} /> : null}
    </div>
  )
}
