import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { duration, instant } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { took } from './took.ts'

/** One load: its tables, and where the bank's files were found wanting. */
export const LoadDetail = ({ id }: { id: number }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery({
    ...queries.extract.load.queryOptions({ input: { id } }),
    staleTime: 0,
    refetchInterval: (state) => (state.state.data?.outcome === 'running' ? 1_000 : false),
  })
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(load) => (
        <>
          <Panel title={`${load.businessDate ?? say('night.dateUnknown')} ${word('load_outcome', load.outcome)}`}>
            {load.progress ? (
              <div className="running" role="status">
                <p>{`${load.progress.step} ${load.progress.item}`}</p>
                <Meter label={say('night.progressLabel')} value={load.progress.done} full={load.progress.total} />
              </div>
            ) : null}
            {load.message ? <p className="night-message warning-text">{load.message}</p> : null}
            {load.outcome === 'refused' || load.outcome === 'failed' ? <p className="muted small">{say('night.stillServing')}</p> : null}
            <Facts
              facts={[
                { key: 'mapping', label: say('night.mapping'), value: load.mapping },
                { key: 'started', label: say('night.started'), value: instant(load.startedAt, language) },
                {
                  key: 'took',
                  label: say('night.duration'),
                  value: took(load) === undefined ? say('night.running') : duration(took(load) ?? 0),
                },
                { key: 'rows', label: say('night.rows'), value: load.rows === null ? '—' : count(load.rows) },
              ]}
            />
          </Panel>
          <Panel title={say('night.problems')} extra={load.problemCount === 0 ? say('night.problemsNone') : count(load.problemCount)}>
            {load.problems.length > 0 ? (
              <div className="table-scroll">
                <table className="plain-table problems">
                  <thead>
                    <tr>
                      <th scope="col">{say('night.file')}</th>
                      <th scope="col">{say('night.line')}</th>
                      <th scope="col">{say('night.column')}</th>
                      <th scope="col">{say('night.found')}</th>
                      <th scope="col">{say('night.expected')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {load.problems.map((problem) => (
                      <tr key={`${problem.file}.${problem.line}.${problem.column}.${problem.code}.${problem.found}`}>
                        <td title={problem.code}>{problem.file}</td>
                        <td>{problem.line ?? '—'}</td>
                        <td>{problem.column ?? '—'}</td>
                        <td className="text-cell warning-text">{problem.found}</td>
                        <td className="text-cell">{problem.expected}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            ) : null}
          </Panel>
          {load.tables.length > 0 ? (
            <Panel title={say('night.tables')}>
              <div className="table-scroll">
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">{say('night.table')}</th>
                      <th scope="col">{say('night.rows')}</th>
                      <th scope="col">{say('night.controlSum')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {load.tables.map((table) => (
                      <tr key={table.table}>
                        <td>{table.table}</td>
                        <td>{count(table.rows)}</td>
                        <td>{table.controlSum ?? '—'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </Panel>
          ) : null}
        </>
      )}
    </QueryView>
  )
}
