import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'

const whole = 10_000

/** M42: why customers leave here, beside the benchmark of 14, 9, 9 and 68 %. */
export const ReasonsPanel = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.retention.reasons.queryOptions({ input: institutionId === undefined ? {} : { institutionId } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ days, cases, reasons }) => (
        <Panel title={say('leave.reasons')} about={say('leave.reasonsAbout', { days, cases })}>
          {cases === 0 ? <Empty compact title={say('leave.reasonsNone')} /> : null}
          <ul className="leave-reasons">
            {reasons
              .filter((one) => one.cases > 0 || one.benchmarkBp !== null)
              .map((one) => {
                const share = cases === 0 ? 0 : Math.round((one.cases * whole) / cases)
                const name = word('leave_reason', one.reason)
                const marks = one.benchmarkBp === null ? [] : [{ at: one.benchmarkBp, text: '' }]
                return (
                  <li key={one.reason}>
                    <span>{name}</span>
                    <Meter label={name} value={share} full={whole} marks={marks} />
                    <span>{cases === 0 ? '—' : percent(share, 0)}</span>
                    <span className="muted small">
                      {[
                        one.benchmarkBp === null ? undefined : say('leave.benchmark', { share: percent(one.benchmarkBp, 0) }),
                        one.cases === 0 ? undefined : say('leave.reasonCases', { count: one.cases, kept: one.kept }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </li>
                )
              })}
          </ul>
        </Panel>
      )}
    </QueryView>
  )
}
