import { useWords } from '../../i18n/index.ts'
import { Unknown } from '../../ui/amount.tsx'
import { count, ratio } from '../../ui/format/rate.ts'
import { Bands, Meter } from '../../ui/meter.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

/** M04, M05, M15: how deep the relations are, and who looks after them. */
export const RelationPanel = ({ report }: PanelProps) => {
  const { say } = useWords()
  const { id } = report.institution
  const { crossSell, coverage } = report
  const marks = [
    { at: crossSell.typicalBp, text: `${ratio(crossSell.typicalBp, 1)} ${say('report.markTypical')}` },
    { at: crossSell.attritionFallsBp, text: `${ratio(crossSell.attritionFallsBp, 1)} ${say('report.markFalls')}` },
    { at: crossSell.attritionLowBp, text: `${ratio(crossSell.attritionLowBp, 1)} ${say('report.markLow')}` },
  ]
  const { bp } = crossSell.rate
  return (
    <Panel title={say('report.depth')}>
      <div className="figure-line">
        <span>
          {say('report.crossSell')} <small className="muted">{say('report.crossSellAbout')}</small>
        </span>
        <ListLink institutionId={id} filters={crossSell.filters} by="category_count" className="number-link figure-large">
          {bp === null ? <Unknown why={say('report.why.rate')} /> : ratio(bp)}
        </ListLink>
      </div>
      <Meter
        label={say('report.crossSell')}
        value={bp ?? 0}
        full={Math.round(crossSell.attritionLowBp * 1.1)}
        marks={marks}
        tone={bp !== null && bp < crossSell.typicalBp ? 'warning' : 'accent'}
      />
      <Facts
        facts={[
          {
            key: 'old',
            label: <span title={say('report.oldCustomersAbout')}>{say('report.oldCustomers')}</span>,
            value: (
              <ListLink institutionId={id} filters={crossSell.oldCustomers.filters}>
                {count(crossSell.oldCustomers.customers)}
              </ListLink>
            ),
          },
          {
            key: 'stay',
            label: say('report.inconvenient'),
            value: (
              <ListLink institutionId={id} filters={crossSell.inconvenientToLeave.filters}>
                {count(crossSell.inconvenientToLeave.customers)}
              </ListLink>
            ),
          },
          {
            key: 'coverage',
            label: say('report.coverage'),
            value: (
              <>
                <ListLink institutionId={id} filters={coverage.filters}>
                  <RateNumber rate={coverage.rate} />
                </ListLink>
                <span className="muted"> · </span>
                <ListLink institutionId={id} filters={coverage.uncoveredFilters}>
                  {say('report.uncovered')} {count(Number(coverage.rate.whole) - Number(coverage.rate.part))}
                </ListLink>
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}

/** M07: how alive the relations are. */
export const ActivityPanel = ({ report }: PanelProps) => {
  const { say, word } = useWords()
  return (
    <Panel title={say('report.activity')}>
      <Bands
        label={say('report.activity')}
        bands={report.activity.map((band) => ({
          key: band.activity,
          label: word('activity', band.activity),
          size: band.customers,
          value: (
            <ListLink institutionId={report.institution.id} filters={band.filters}>
              {count(band.customers)}
            </ListLink>
          ),
        }))}
      />
    </Panel>
  )
}
