import { useState } from 'react'
import type { Challenger, Comparison } from '../../../server/modules/retention/models/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Compared } from '../retention/model-payload.tsx'
import { EndSheet, PromoteSheet } from './challenger-sheets.tsx'
import { rounded, share } from './model-words.ts'

/** Both models on what happened after a month end, line by line, and which one is better, and how sure that is. */
const Outcome = ({ look, version }: { look: Comparison; version: number }) => {
  const { say } = useWords()
  const { inForce, challenger, auc, logLoss, liftTenth } = look
  const between = ({ low, high }: Comparison['auc'], places: number) =>
    say('attrition.challenger.between', { low: rounded(low, places), high: rounded(high, places) })
  const lines: [string, string, string, string][] = [
    ['AUC', rounded(inForce.measures.auc, 3), rounded(challenger.measures.auc, 3), between(auc, 3)],
    [
      say('attrition.challenger.logLoss'),
      rounded(inForce.measures.logLoss, 4),
      rounded(challenger.measures.logLoss, 4),
      between(logLoss, 4),
    ],
    [say('attrition.model.lift'), rounded(inForce.measures.liftTenth, 2), rounded(challenger.measures.liftTenth, 2), between(liftTenth, 2)],
    [
      say('attrition.challenger.said', { came: share(challenger.measures.came) }),
      share(inForce.measures.said),
      share(challenger.measures.said),
      '',
    ],
  ]
  const words = {
    date: look.asOf,
    rows: count(look.rows),
    left: count(challenger.measures.left),
    sure: share(look.verdict === 'champion' ? 1 - look.challengerBetter : look.challengerBetter),
    challenger: version,
    champion: look.champion,
  }
  return (
    <>
      <p>
        <Tag {...(look.verdict === 'open' ? {} : { tone: 'accent' as const })}>{say(`attrition.challenger.verdicts.${look.verdict}`)}</Tag>{' '}
        {say(`attrition.challenger.told.${look.verdict}`, words)}
      </p>
      <div className="model-wide">
        <table className="plain-table">
          <caption>{say('attrition.challenger.outcome', words)}</caption>
          <thead>
            <tr>
              <th />
              <th>{say('attrition.challenger.inForce', { version: look.champion })}</th>
              <th>{say('attrition.challenger.beside', { version })}</th>
              <th>{say('attrition.challenger.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, one, other, interval]) => (
              <tr key={name}>
                <td className="text-cell">{name}</td>
                <td>{one}</td>
                <td>{other}</td>
                <td>{interval}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="model-pair">
        {[['inForce', inForce, look.champion] as const, ['beside', challenger, version] as const].map(([name, side, number]) => (
          <Compared
            key={name}
            title={`${say(`attrition.challenger.${name}`, { version: number })} · ${say('attrition.model.calibration')}`}
            rows={side.calibration.map((band, at) => ({ ...band, name: String(at + 1) }))}
          />
        ))}
      </div>
    </>
  )
}

/** The model scored silently beside the one in force: how differently it scores, how both did, and what may be done with it. */
export const ModelChallenger = ({ challenger }: { challenger: Challenger }) => {
  const { say } = useWords()
  const [sheet, setSheet] = useState<'promote' | 'end'>()
  const { version, validFrom, held, beside, comparisons, knownFrom, leastLeft, promoting } = challenger
  const [newest, ...before] = comparisons
  return (
    <Panel
      title={say('attrition.challenger.title')}
      about={say('attrition.challenger.about', { version, date: validFrom })}
      extra={
        <span className="model-acts">
          {promoting ? (
            <Tag tone="accent">{say('attrition.challenger.promoting')}</Tag>
          ) : (
            <button type="button" className="soft-button" onClick={() => setSheet('promote')}>
              {say('attrition.challenger.promote')}
            </button>
          )}
          <button type="button" className="soft-button" onClick={() => setSheet('end')}>
            {say('attrition.challenger.end')}
          </button>
        </span>
      }
    >
      <p className="muted small">
        {say('attrition.challenger.held', { auc: rounded(held.auc, 3), lift: rounded(held.liftTenth, 2), loss: rounded(held.logLoss, 4) })}
      </p>
      {beside ? (
        <p>
          {say('attrition.challenger.looked', {
            date: beside.scoredOn,
            rows: count(beside.rows),
            champion: share(beside.championSaid),
            challenger: share(beside.challengerSaid),
            top: count(beside.top),
            same: count(beside.sameTop),
          })}
        </p>
      ) : null}
      {newest ? (
        <Outcome look={newest} version={version} />
      ) : (
        <p className="muted">{say('attrition.challenger.waiting', { date: knownFrom, least: count(leastLeft) })}</p>
      )}
      {before.length > 0 ? (
        <ul className="model-before">
          {before.map((look) => (
            <li key={look.asOf} className="muted small">
              {say(`attrition.challenger.told.${look.verdict}`, {
                date: look.asOf,
                rows: count(look.rows),
                left: count(look.challenger.measures.left),
                sure: share(look.verdict === 'champion' ? 1 - look.challengerBetter : look.challengerBetter),
                challenger: version,
                champion: look.champion,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {sheet === 'promote' ? <PromoteSheet version={version} onClose={() => setSheet(undefined)} /> : null}
      {sheet === 'end' ? <EndSheet version={version} onClose={() => setSheet(undefined)} /> : null}
    </Panel>
  )
}
