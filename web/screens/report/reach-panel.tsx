import { useWords } from '../../i18n/index.ts'
import { Unknown } from '../../ui/amount.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import type { PanelProps } from './report-parts.ts'

const whole = 10_000

/** M03: who can be reached by what is on file, against the benchmark, and the list that repairs it. */
export const ReachPanel = ({ report }: PanelProps) => {
  const { say } = useWords()
  const { id } = report.institution
  const { contactability, notForMarketing } = report
  const { rate, unreachableBenchmarkBp } = contactability
  const reachableBenchmark = whole - unreachableBenchmarkBp
  const unreachable = Number(rate.whole) - Number(rate.part)
  return (
    <Panel title={say('report.reach')}>
      <div className="figure-line">
        <span>
          {say('report.contactability')}{' '}
          <small className="muted">{say('report.unreachableBenchmark', { rate: percent(unreachableBenchmarkBp, 0) })}</small>
        </span>
        <ListLink institutionId={id} filters={contactability.filters} className="number-link figure-large">
          {rate.bp === null ? <Unknown why={say('report.why.rate')} /> : percent(rate.bp)}
        </ListLink>
      </div>
      <Meter
        label={say('report.contactability')}
        value={rate.bp ?? 0}
        full={whole}
        marks={[{ at: reachableBenchmark, text: percent(reachableBenchmark, 0) }]}
        tone={rate.bp !== null && rate.bp < reachableBenchmark ? 'warning' : 'accent'}
      />
      <Facts
        facts={[
          {
            key: 'repair',
            label: say('report.unreachable'),
            value: (
              <ListLink institutionId={id} filters={contactability.repairFilters}>
                {count(unreachable)} · {say('report.repair')}
              </ListLink>
            ),
          },
          {
            key: 'n',
            label: say('report.notForMarketing'),
            value: (
              <ListLink institutionId={id} filters={notForMarketing.filters}>
                {count(notForMarketing.customers)}
              </ListLink>
            ),
          },
        ]}
      />
    </Panel>
  )
}
