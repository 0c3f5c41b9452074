import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { Facts, Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { RateNumber } from './rate-number.tsx'
import type { PanelProps } from './report-parts.ts'

/** M11, M15: what matures soon, and how much of what matured stayed. */
export const MaturityPanel = ({ report }: PanelProps) => {
  const { say, language } = useWords()
  const { id } = report.institution
  const { maturing, maturityCapture } = report
  return (
    <Panel title={say('report.maturity')}>
      <div className="figure-line">
        <span>{say('report.maturing', { days: maturing.days })}</span>
        <ListLink institutionId={id} filters={maturing.filters} by="maturing_30d" className="number-link figure-large">
          <Amount fen={maturing.fen} language={language} />
        </ListLink>
      </div>
      <Facts
        facts={[
          {
            key: 'people',
            label: say('report.customers'),
            value: (
              <ListLink institutionId={id} filters={maturing.filters} by="maturing_30d">
                {count(maturing.customers)}
              </ListLink>
            ),
          },
          ...(
            [
              [3, maturityCapture.day3],
              [7, maturityCapture.day7],
              [30, maturityCapture.day30],
            ] as const
          ).map(([days, rate]) => ({
            key: String(days),
            label: `${say('report.capture')} ${say('report.captureDay', { days })}`,
            value: (
              <ListLink institutionId={id} filters={maturityCapture.filters} by="matured">
                <RateNumber rate={rate} />
              </ListLink>
            ),
          })),
        ]}
      />
    </Panel>
  )
}
