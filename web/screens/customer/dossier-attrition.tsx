import { useWords } from '../../i18n/index.ts'
import { percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { featureWords, likelihood, rangeWords } from './attrition-words.ts'
import type { DossierProps } from './dossier-parts.ts'

/** basis points: from here on a chance is called high */
const highFrom = 2500

/** Without a model in force: the chance by the rule of signals, or that there is none. */
const ByRule = ({ dossier: { warned } }: DossierProps) => {
  const { say } = useWords()
  return (
    <Panel title={say('attrition.title')}>
      <p>
        {warned === null ? (
          say('attrition.ruleNone')
        ) : (
          <>
            <strong className={warned.chanceBp >= highFrom ? 'warning-text' : ''}>
              {say(`attrition.word.${likelihood(warned.chanceBp)}`)}
            </strong>
            {' · '}
            {say('attrition.percent', { percent: percent(warned.chanceBp) })}
          </>
        )}
      </p>
      <p className="muted small">{[say('attrition.rule'), ...(warned === null ? [] : [say(`attrition.by.${warned.by}`)])].join(' · ')}</p>
    </Panel>
  )
}

/** M12: the chance to leave in words and percent, what moves it most, and by what; nothing of a customer outside the rates. */
export const AttritionBlock = ({ dossier }: DossierProps) => {
  const { say, language } = useWords()
  const { attrition } = dossier
  if (attrition === null) return dossier.figures['bucket'] === 'counted' ? <ByRule dossier={dossier} /> : null
  const { probabilityBp, modelVersion, modelFrom, reasons } = attrition
  const largest = Math.max(1, ...reasons.map(({ points }) => Math.abs(points)))
  const chance = say('attrition.percent', { percent: percent(probabilityBp) })
  return (
    <Panel title={say('attrition.title')}>
      <p>
        <strong className={probabilityBp >= highFrom ? 'warning-text' : ''}>{say(`attrition.word.${likelihood(probabilityBp)}`)}</strong>
        {' · '}
        {chance}
      </p>
      <Meter value={probabilityBp} full={10_000} tone={probabilityBp >= highFrom ? 'warning' : 'accent'} label={chance} />
      <h3 className="attrition-reasons">{say('attrition.reasons')}</h3>
      {reasons.length === 0 ? <p className="muted">{say('attrition.noReasons')}</p> : null}
      <ul className="attrition-list">
        {reasons.map((reason) => {
          const words = [featureWords(say, reason.columns), rangeWords(say, language, reason)].filter(Boolean).join(' ')
          const way = say(reason.points > 0 ? 'attrition.up' : 'attrition.down')
          return (
            <li key={reason.columns.join()}>
              <span className="attrition-reason">
                <span>{words}</span>
                <small className="muted">{way}</small>
              </span>
              <Meter
                value={Math.abs(reason.points)}
                full={largest}
                tone={reason.points > 0 ? 'warning' : 'accent'}
                label={`${words} ${way}`}
              />
            </li>
          )
        })}
      </ul>
      <p className="muted small">
        {[
          say('attrition.by.model', { version: modelVersion }),
          say('attrition.about', { from: modelFrom, date: dossier.businessDate }),
        ].join(' · ')}
      </p>
    </Panel>
  )
}
