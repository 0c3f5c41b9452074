import { useQuery } from '@tanstack/react-query'
import type { InferContractRouterOutputs } from '@orpc/contract'
import type { extractContract } from '../../../server/modules/extract/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { duration, instant } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { took } from './took.ts'

type Night = InferContractRouterOutputs<typeof extractContract>['night']

const StepTable = ({ steps }: { steps: Night['steps'] }) => {
  const { say, word } = useWords()
  const longest = Math.max(1, ...steps.map((step) => step.milliseconds ?? 0))
  return (
    <Panel title={say('night.steps')}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('night.step')}</th>
              <th scope="col">{say('night.state')}</th>
              <th scope="col">{say('night.rows')}</th>
              <th scope="col">{say('night.duration')}</th>
              <th scope="col">
                <span className="unseen">{say('night.duration')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.step} className={`step-${step.state}`}>
                <td>{step.step}</td>
                <td>
                  <Tag
                    {...(step.state === 'failed'
                      ? { tone: 'warning' as const }
                      : step.state === 'running'
                        ? { tone: 'accent' as const }
                        : {})}
                  >
                    {word('step_state', step.state)}
                  </Tag>
                </td>
                <td>{step.rows === null ? '—' : count(step.rows)}</td>
                <td>{step.milliseconds === null ? '—' : duration(step.milliseconds)}</td>
                <td className="step-bar">
                  <span style={{ width: `${((step.milliseconds ?? 0) / longest) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const Sample = ({ rows }: { rows: Night['checks'][number]['sample'] }) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return (
    <div className="table-scroll">
      <table className="plain-table sample">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map((column) => (
                <td key={column}>{row[column] ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const CheckList = ({ checks }: { checks: Night['checks'] }) => {
  const { say } = useWords()
  const failed = checks.filter((check) => !check.passed)
  const summary =
    failed.length === 0
      ? say('night.checksPassed', { count: checks.length })
      : say('night.checksFailed', { failed: failed.length, count: checks.length })
  return (
    <Panel title={say('night.checks')} extra={<span className={failed.length > 0 ? 'warning-text' : ''}>{summary}</span>}>
      <ul className="checks">
        {failed.map((check) => (
          <li key={`${check.model}.${check.check}`}>
            <p>
              <strong>{check.model}</strong> {check.check}{' '}
              <span className="warning-text">{say('night.failures', { count: count(check.failures) })}</span>
            </p>
            {check.sample.length > 0 ? <Sample rows={check.sample} /> : null}
          </li>
        ))}
      </ul>
      {checks.length > failed.length ? (
        <details>
          <summary>
            {say('night.passed')} {checks.length - failed.length}
          </summary>
          <ul className="checks-passed">
            {checks
              .filter((check) => check.passed)
              .map((check) => (
                <li key={`${check.model}.${check.check}`}>
                  {check.model} · {check.check}
                </li>
              ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  )
}

/** One night: how far it is or how it ended, its steps and its checks. */
export const NightDetail = ({ id }: { id: number }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery({
    ...queries.extract.night.queryOptions({ input: { id } }),
    staleTime: 0,
    refetchInterval: (state) => (state.state.data?.outcome === 'running' ? 1_000 : false),
  })
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(night) => (
        <>
          <Panel title={`${night.businessDate} ${word('night_outcome', night.outcome)}`}>
            {night.outcome === 'running' ? (
              <div className="running" role="status">
                <p>{say('night.progress', { done: night.stepsDone, total: night.stepsTotal })}</p>
                <Meter label={say('night.progressLabel')} value={night.stepsDone} full={night.stepsTotal} />
              </div>
            ) : null}
            {night.message ? (
              <p className={night.outcome === 'published' ? 'night-message' : 'night-message warning-text'}>{night.message}</p>
            ) : null}
            {night.outcome === 'stopped' || night.outcome === 'failed' ? <p className="muted small">{say('night.stillServing')}</p> : null}
            <Facts
              facts={[
                { key: 'data', label: say('night.dataAsOf'), value: night.dataAsOf ?? '—' },
                { key: 'started', label: say('night.started'), value: instant(night.startedAt, language) },
                {
                  key: 'took',
                  label: say('night.duration'),
                  value: took(night) === undefined ? say('night.running') : duration(took(night) ?? 0),
                },
                { key: 'customers', label: say('night.customers'), value: night.customers === null ? '—' : count(night.customers) },
              ]}
            />
          </Panel>
          <CheckList checks={night.checks} />
          <StepTable steps={night.steps} />
        </>
      )}
    </QueryView>
  )
}
