import type { DriftLevel, ModelWatch } from '../../../server/modules/retention/models/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count, ratio } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { namedFeature } from '../customer/attrition-words.ts'
import { Compared } from '../retention/model-payload.tsx'
import { rounded, share } from './model-words.ts'

interface ModelDriftProps {
  watches: readonly ModelWatch[]
  lines: { someBp: number; strongBp: number; offBp: number }
}

const Level = ({ level }: { level: DriftLevel }) => {
  const { say } = useWords()
  return (
    <Tag {...(level === 'steady' ? {} : { tone: level === 'strong' ? ('warning' as const) : ('accent' as const) })}>
      {say(`attrition.screen.level.${level}`)}
    </Tag>
  )
}

/** How far the customers of later nights have moved from those the model learned from, and how it did on labels known since. */
export const ModelDrift = ({ watches, lines }: ModelDriftProps) => {
  const { say } = useWords()
  const [newest] = watches
  const labelled = watches.find(({ came }) => came !== null)
  return (
    <Panel
      title={say('attrition.screen.drift')}
      about={say('attrition.screen.lines', { some: ratio(lines.someBp), strong: ratio(lines.strongBp) })}
    >
      {newest === undefined ? (
        <Empty title={say('attrition.screen.noDrift')} about={say('attrition.screen.noDriftAbout')} compact />
      ) : (
        <>
          <p>
            {say('attrition.screen.looked', { date: newest.businessDate, rows: count(newest.rows), said: share(newest.said) })}{' '}
            {newest.score ? (
              <>
                {say('attrition.screen.scoreIndex', { index: rounded(newest.score.index, 3) })} <Level level={newest.score.drift} />
              </>
            ) : null}
          </p>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say('attrition.screen.feature')}</th>
                <th>{say('attrition.screen.index')}</th>
                <th>{say('attrition.screen.missing')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {newest.features.map(({ feature, index, missingThen, missingNow, drift }) => (
                <tr key={feature}>
                  <td className="text-cell">{namedFeature(say, feature)}</td>
                  <td>{rounded(index, 3)}</td>
                  <td>{`${share(missingThen)} → ${share(missingNow)}`}</td>
                  <td>
                    <Level level={drift} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {labelled?.came ? (
        <>
          <p>
            {say('attrition.screen.came', {
              date: labelled.businessDate,
              rows: count(labelled.came.measures.rows),
              said: share(labelled.came.measures.said),
              came: share(labelled.came.measures.came),
              auc: rounded(labelled.came.measures.auc, 3),
              lift: rounded(labelled.came.measures.liftTenth, 2),
            })}{' '}
            {labelled.came.off ? <Tag tone="warning">{say('attrition.screen.off')}</Tag> : <Tag>{say('attrition.screen.holds')}</Tag>}
          </p>
          <Compared
            title={say('attrition.screen.calibration', { date: labelled.businessDate })}
            rows={labelled.came.calibration.map((band, at) => ({ ...band, name: String(at + 1) }))}
          />
        </>
      ) : null}
    </Panel>
  )
}
