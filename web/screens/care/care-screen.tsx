import { useQuery } from '@tanstack/react-query'
import type { Occasion } from '../../../server/modules/care/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { OccasionLine } from './occasion-line.tsx'
import './care.css'

const useDay = () => {
  const { say } = useWords()
  return (days: number): string => (days === 0 ? say('care.today') : days === 1 ? say('care.tomorrow') : say('care.inDays', { days }))
}

/** 关怀: whose day it is, and a few words to each (M25). */
export const CareScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const day = useDay()
  const query = useQuery(queries.care.list.queryOptions({ input: {} }))
  return (
    <div className="care-screen">
      <h1>{say('care.title')}</h1>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ rows, total, today, untilOn }) => (
          <>
            <p className="muted">{say('care.about', { from: today, to: untilOn, count: total })}</p>
            {rows.length === 0 ? <Empty compact title={say('care.none')} about={say('care.noneAbout')} /> : null}
            {daysOf(rows).map(([days, occasions]) => (
              <Panel key={days} title={day(days)} about={occasions[0]?.on ?? ''}>
                <ul>
                  {occasions.map((occasion) => (
                    <OccasionLine
                      key={[occasion.customerId, occasion.kind, occasion.who, occasion.festival?.code].join(' ')}
                      occasion={occasion}
                    />
                  ))}
                </ul>
              </Panel>
            ))}
            {total > rows.length ? <p className="muted small">{say('care.more', { count: total - rows.length })}</p> : null}
          </>
        )}
      </QueryView>
    </div>
  )
}

/** Rows come by day. */
const daysOf = (rows: readonly Occasion[]): [number, Occasion[]][] => [...Map.groupBy(rows, ({ days }) => days)]
