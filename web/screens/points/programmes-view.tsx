import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProgrammeRow } from '../../../server/modules/points/rewards/contract.ts'
import { inPieces, rewardFields } from '../../../server/modules/points/rewards/reward-terms.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { ColourTag, useFieldName, useReasons } from './colour.tsx'
import { ProposeSheet } from './propose-sheet.tsx'
import { asksForProgrammes } from './views.ts'

const ProgrammeLine = ({ programme }: { programme: ProgrammeRow }) => {
  const { say, word } = useWords()
  const reasons = useReasons()
  const fieldName = useFieldName()
  const pieces = inPieces(programme.form)
  const shown = (field: string, value: string) => {
    const known = rewardFields[field]
    if (known?.form === 'money') return say('programme.yuan', { yuan: exactMoney(BigInt(value)) })
    return known?.form === 'code' ? word('reward_value', value) : value
  }
  const rules = programme.rules.map(({ points, per, conditions }) =>
    [
      ...conditions.map(({ field, is, value }) => say(`points.rule.${is}`, { field: fieldName(field), value: shown(field, value) })),
      per
        ? say('points.rule.per', { field: fieldName(per.field), each: shown(per.field, per.each), points, most: per.most })
        : say(pieces ? 'programme.pieceRule' : 'points.rule.flat', { points }),
    ].join('，'),
  )
  return (
    <li className="points-programme" data-programme={programme.code}>
      <span className="points-names">
        <ColourTag colour={programme.colour} />
        <strong>{programme.name}</strong>
        <span className="muted small">
          {[
            say('points.version', { version: programme.version }),
            word('reward_form', programme.form),
            word('reward_state', programme.state),
          ].join(' · ')}
        </span>
      </span>
      <span className="small">
        {rules.map((rule, at) => (pieces ? `${say('programme.step', { step: at + 1 })}：${rule}` : rule)).join('；')}
      </span>
      <span className="muted small">
        {[
          reasons(programme.why),
          programme.institutionName,
          say('points.validity', { from: programme.validFrom, to: programme.validTo ?? say('points.openEnd') }),
          programme.documentNo ?? '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}

/** Every programme with its colour and why; who may asks for another. */
export const ProgrammesView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const [open, setOpen] = useState(false)
  const query = useQuery(queries.reward.programmes.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ programmes }) => (
        <Panel
          title={say('points.programmes')}
          extra={
            asksForProgrammes(role) ? (
              <button type="button" className="soft-button" onClick={() => setOpen(true)}>
                {say('points.propose')}
              </button>
            ) : null
          }
        >
          {programmes.length === 0 ? <Empty compact title={say('points.noProgrammes')} about={say('points.noProgrammesAbout')} /> : null}
          <ul>
            {programmes.map((programme) => (
              <ProgrammeLine key={programme.versionId} programme={programme} />
            ))}
          </ul>
          {open ? <ProposeSheet onClose={() => setOpen(false)} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
