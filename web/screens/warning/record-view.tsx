import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { RecordRow } from './record-row.tsx'

type Place = 'bank' | 'here'
/** The scale ends at the widest sensible interval, or at least at three times the base. */
const widest = 5_000

/** What every signal was worth in the bank's own past, beside the base; of the whole bank or of the institution looked at. */
export const RecordView = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const [place, setPlace] = useState<Place>('bank')
  const input = place === 'bank' || institutionId === undefined ? {} : { institutionId }
  const query = useQuery(queries.warning.record.queryOptions({ input }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ from, until, base, leaving, signals }) => {
        const baseBp = base.rateBp ?? 0
        const fullBp = Math.min(
          widest,
          Math.max(baseBp * 3, ...signals.flatMap(({ highBp, verdict }) => (verdict === 'too_few' ? [] : (highBp ?? 0))), 100),
        )
        return (
          <Panel
            title={say('warning.record')}
            extra={
              <Segments<Place>
                label={say('warning.place')}
                value={place}
                options={[
                  { value: 'bank', text: say('warning.whole') },
                  { value: 'here', text: say('warning.here') },
                ]}
                onChange={setPlace}
              />
            }
          >
            {base.rateBp === null ? (
              <Empty compact title={say('warning.recordNone')} about={say('warning.recordNoneAbout')} />
            ) : (
              <>
                {from && until ? (
                  <p className="muted small">{say('warning.recordAbout', { from, until, months: leaving.months })}</p>
                ) : null}
                <p className="record-base-text">
                  {say('warning.recordBase', { rate: percent(base.rateBp), left: count(base.hasLeft), all: count(base.warned) })}
                  <span className="muted small"> · {say('warning.mark')}</span>
                </p>
                <table className="record-table" aria-label={say('warning.record')}>
                  <thead>
                    <tr>
                      <th scope="col">{say('warning.signal')}</th>
                      <th scope="col">{say('warning.precision')}</th>
                      <th scope="col" className="record-wide">
                        0 – {percent(fullBp, 0)}
                      </th>
                      <th scope="col">{say('warning.lead')}</th>
                      <th scope="col">{say('warning.verdict')}</th>
                      <th scope="col">
                        <span className="unseen">{say('warning.see')}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {signals.map((record) => (
                      <RecordRow key={record.signal} record={record} baseBp={baseBp} fullBp={fullBp} />
                    ))}
                  </tbody>
                </table>
                <p className="muted small">
                  {say('warning.recordRule', {
                    months: leaving.months,
                    share: percent(leaving.leftAtMostBp, 0),
                    floor: spokenMoney(leaving.floorFen, language),
                  })}
                </p>
              </>
            )}
          </Panel>
        )
      }}
    </QueryView>
  )
}
