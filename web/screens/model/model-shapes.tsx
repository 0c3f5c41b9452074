import { useState } from 'react'
import type { ShownCard } from '../../../server/modules/retention/models/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { namedBin, namedFeature } from '../customer/attrition-words.ts'

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`

/** What each feature does: its steps, and by how many log-odds each pushes the chance. */
export const ModelShapes = ({ shapes }: { shapes: ShownCard['shapes'] }) => {
  const { say, language } = useWords()
  const [chosen, setChosen] = useState(shapes[0]?.feature)
  const shape = shapes.find(({ feature }) => feature === chosen) ?? shapes[0]
  const heaviest = Math.max(0.001, ...shapes.map(({ weight }) => weight))
  const widest = Math.max(0.001, ...(shape?.steps ?? []).map(({ amount }) => Math.abs(amount)))
  return (
    <Panel title={say('attrition.screen.shapes')} about={say('attrition.screen.shapesAbout')}>
      {shape === undefined ? (
        <Empty title={say('attrition.screen.noShapes')} compact />
      ) : (
        <div className="model-pair">
          <ul className="model-features" aria-label={say('attrition.screen.features')}>
            {shapes.map(({ feature, weight }) => (
              <li key={feature}>
                <button type="button" aria-pressed={feature === shape.feature} onClick={() => setChosen(feature)}>
                  <span>{namedFeature(say, feature)}</span>
                  <Meter value={weight} full={heaviest} label={`${namedFeature(say, feature)} ${weight.toFixed(2)}`} />
                </button>
              </li>
            ))}
          </ul>
          <table className="plain-table">
            <caption>{namedFeature(say, shape.feature)}</caption>
            <thead>
              <tr>
                <th>{say('attrition.screen.value')}</th>
                <th>{say('attrition.model.count')}</th>
                <th>{say('attrition.screen.pushes')}</th>
                <th aria-hidden="true" />
              </tr>
            </thead>
            <tbody>
              {shape.steps.map(({ bin, rows, amount }) => (
                <tr key={bin}>
                  <td className="text-cell">{namedBin(say, language, shape.feature, bin)}</td>
                  <td>{count(rows)}</td>
                  <td>{signed(amount)}</td>
                  <td className="model-bar">
                    <Meter
                      value={Math.abs(amount)}
                      full={widest}
                      tone={amount > 0 ? 'warning' : 'accent'}
                      label={`${namedBin(say, language, shape.feature, bin)} ${signed(amount)}`}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
