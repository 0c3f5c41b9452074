import type { ModelVersion } from '../../../server/modules/retention/models/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { rounded } from './model-words.ts'

/** All versions that were ever asked for, side by side by their back-tests, and what became of them. */
export const ModelVersions = ({ versions, inForce }: { versions: readonly ModelVersion[]; inForce: number | undefined }) => {
  const { say } = useWords()
  return (
    <Panel title={say('attrition.screen.versions')}>
      {versions.length === 0 ? (
        <Empty title={say('attrition.screen.noVersions')} compact />
      ) : (
        <div className="model-wide">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say('attrition.model.version')}</th>
                <th>{say('attrition.screen.state')}</th>
                <th>{say('attrition.screen.from')}</th>
                <th>AUC</th>
                <th>{say('attrition.model.lift')}</th>
                <th>{say('attrition.screen.by')}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map(({ version, part, promotes, state, validFrom, held, madeBy, decidedBy }) => (
                <tr key={version}>
                  <td className="text-cell">
                    v{version}
                    {part === 'challenger' ? ` · ${say('attrition.challenger.title')}` : promotes === null ? '' : ` ← v${promotes}`}
                  </td>
                  <td>
                    {version === inForce ? (
                      <Tag tone="accent">{say('attrition.screen.scoring')}</Tag>
                    ) : (
                      say(`attrition.screen.states.${part === 'challenger' && state === 'approved' ? 'beside' : state}`)
                    )}
                  </td>
                  <td>{validFrom}</td>
                  <td>{rounded(held.auc, 3)}</td>
                  <td>{rounded(held.liftTenth, 2)}</td>
                  <td>{decidedBy === null ? madeBy : `${madeBy} → ${decidedBy}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
