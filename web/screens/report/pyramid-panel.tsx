import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { ratioBp } from '../../ui/format/money.ts'
import { change, count, percent, pointsApart } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { Pyramid } from '../../ui/pyramid.tsx'
import { ListLink } from '../customer/list-link.tsx'
import type { PanelProps } from './report-parts.ts'

const layerHeight = 52

/** M02: the tiers against the benchmark, and where the money is: few at the top, much of the AUM with them. */
export const PyramidPanel = ({ report }: PanelProps) => {
  const { say, word, language } = useWords()
  const layers = report.pyramid.toReversed()
  const whole = report.pyramid.reduce((sum, layer) => sum + BigInt(layer.aumFen), 0n)
  return (
    <Panel
      className="pyramid-panel"
      title={say('report.pyramid')}
      about={say('report.pyramidAbout', { customers: count(report.benchmarkCustomers) })}
    >
      <div className="pyramid-grid">
        <div className="pyramid-picture">
          <Pyramid
            layerHeight={layerHeight}
            label={say('report.pyramidPicture')}
            layers={layers.map((layer) => ({
              key: layer.tier,
              againstBp: layer.shareBp === null ? undefined : ratioBp(BigInt(layer.shareBp), BigInt(layer.benchmarkBp)),
            }))}
          />
        </div>
        <table className="plain-table pyramid-table">
          <thead>
            <tr>
              <th scope="col">{word('figure', 'tier')}</th>
              <th scope="col">{say('report.customers')}</th>
              <th scope="col">{say('report.share')}</th>
              <th scope="col">{say('report.benchmark')}</th>
              <th scope="col">{say('report.apart')}</th>
              <th scope="col">{say('report.aum')}</th>
              <th scope="col">{say('report.aumShare')}</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer) => {
              const apart = layer.shareBp === null ? null : layer.shareBp - layer.benchmarkBp
              const short = apart !== null && layer.tier !== 'long_tail' && apart < 0
              const aumShare = ratioBp(BigInt(layer.aumFen), whole)
              return (
                <tr key={layer.tier} style={{ height: layerHeight }}>
                  <th scope="row">{word('tier', layer.tier)}</th>
                  <td>
                    <ListLink institutionId={report.institution.id} filters={layer.filters}>
                      {count(layer.customers)}
                    </ListLink>
                    <small className="cell-note">{layer.previous === null ? '' : change(layer.customers - layer.previous)}</small>
                  </td>
                  <td>{layer.shareBp === null ? <Unknown why={say('report.why.share')} /> : percent(layer.shareBp, 2)}</td>
                  <td className="muted">{percent(layer.benchmarkBp)}</td>
                  <td className={short ? 'warning-text' : ''}>
                    {apart === null ? <Unknown why={say('report.why.share')} /> : pointsApart(apart, 2)}
                  </td>
                  <td>
                    <ListLink institutionId={report.institution.id} filters={layer.filters} by="aum">
                      <Amount fen={layer.aumFen} language={language} />
                    </ListLink>
                  </td>
                  <td className="share-cell">
                    <span className="share-bar" style={{ width: `${(aumShare ?? 0) / 100}%` }} />
                    <span>{aumShare === undefined ? '—' : percent(aumShare)}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
