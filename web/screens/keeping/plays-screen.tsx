import { useQuery } from '@tanstack/react-query'
import type { Achieved, PlayLine } from '../../../server/modules/retention/plays/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useScope } from '../shell/scope.ts'
import { KeepingTabs } from './keeping-tabs.tsx'

const whole = 10_000

/** What plays of one kind achieved: how many, who stayed, what stayed; a share only where enough are decided. */
const AchievedCell = ({ achieved, leastDecided, kind, name }: { achieved: Achieved; leastDecided: number; kind: string; name: string }) => {
  const { say, language } = useWords()
  const { plays, customers, decided, stayed, keptBp, lowBp, highBp, tooFew } = achieved
  if (plays === 0)
    return (
      <div data-kind={kind}>
        <span className="muted">{say('plays.none')}</span>
      </div>
    )
  return (
    <div data-kind={kind}>
      <span>{say('plays.count', { plays, customers })}</span>
      {decided === 0 ? null : (
        <span>
          <strong>{say('plays.stayed', { stayed, decided })}</strong>
          {tooFew ? null : (
            <span className="muted small"> {say('plays.between', { low: percent(lowBp, 0), high: percent(highBp, 0) })}</span>
          )}
        </span>
      )}
      {tooFew ? null : <Meter label={`${name} ${kind}`} value={Math.round((stayed * whole) / decided)} full={whole} />}
      {decided === 0 ? null : (
        <span className="muted small">
          <Amount fen={achieved.kept} language={language} /> / <Amount fen={achieved.stake} language={language} />
          {keptBp === null ? '' : `（${percent(keptBp, 0)}）`}
        </span>
      )}
      {tooFew ? <span className="warning-text small">{say('plays.tooFew', { decided, least: leastDecided })}</span> : null}
    </div>
  )
}

interface AxisPanelProps {
  title: string
  axis: 'three_move' | 'relation_layer'
  lines: readonly PlayLine[]
  abouts: readonly string[]
  leastDecided: number
}

const kinds = ['cases', 'contacts', 'benefits'] as const

const AxisPanel = ({ title, axis, lines, abouts, leastDecided }: AxisPanelProps) => {
  const { say, word } = useWords()
  return (
    <Panel title={title}>
      <div className="play-line play-head">
        <span />
        {kinds.map((kind, at) => (
          <span key={kind}>
            <b>{say(`plays.${kind}`)}</b>
            <br />
            {abouts[at]}
          </span>
        ))}
      </div>
      {lines.map((line) => {
        const name = word(axis, line.tag)
        return (
          <div key={line.tag} className="play-line" data-tag={line.tag}>
            <div>
              <strong>{name}</strong>
              <span className="muted small">{say(`plays.${axis === 'three_move' ? 'moveOf' : 'layerOf'}.${line.tag}`)}</span>
            </div>
            {kinds.map((kind) => (
              <AchievedCell key={kind} achieved={line[kind]} leastDecided={leastDecided} kind={say(`plays.${kind}`)} name={name} />
            ))}
          </div>
        )
      })}
    </Panel>
  )
}

/** 三招式 (M43): what each move and each layer achieved, and how little that may prove. */
export const PlaysScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const me = useMe()
  const { institution } = useScope(me)
  const query = useQuery(queries.play.moves.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <div className="keeping-screen">
      <KeepingTabs />
      <h1>{say('plays.title')}</h1>
      <p className="keeping-about small">{say('plays.about')}</p>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ days, caseDays, keptFromBp, leastDecided, moves, layers }) => {
          const life = say('plays.lifeAbout', { days, share: percent(keptFromBp, 0) })
          const shared = { abouts: [say('plays.casesAbout', { days: caseDays }), life, life], leastDecided }
          return (
            <>
              <AxisPanel title={say('plays.move')} axis="three_move" lines={moves} {...shared} />
              <AxisPanel title={say('plays.layer')} axis="relation_layer" lines={layers} {...shared} />
              <p className="muted small">{say('plays.caution')}</p>
            </>
          )
        }}
      </QueryView>
    </div>
  )
}
