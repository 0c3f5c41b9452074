import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Season } from '../../../server/modules/watch/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { MoneyCurve } from '../../ui/money-curve.tsx'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { askedOf } from './asked-of.ts'
import { CustomersSheet, type Asked } from './customers-sheet.tsx'
import { GroupTable } from './group-table.tsx'
import { useGroupWords } from './group-words.ts'
import { NumberButton } from './number-button.tsx'
import { placeOf } from './watch-query.ts'

type Row = Season['rows'][number]

const Months = ({ months }: { months: Season['months'] }) => {
  const { say, language } = useWords()
  const points = useMemo(() => months.map(({ date, keptFen }) => ({ date, fen: keptFen })), [months])
  return (
    <div className="watch-pair">
      <MoneyCurve points={points} language={language} label={say('watch.season.kept')} height={200} />
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('watch.season.date')}</th>
            <th scope="col">{say('watch.season.kept')}</th>
            <th scope="col">{say('watch.season.share')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.date}>
              <td>{month.date}</td>
              <td>
                <Amount fen={month.keptFen} language={language} />
              </td>
              <td>{month.keptBp === null ? '—' : percent(month.keptBp)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** M11: what the opening season brought, and what of it is still there. */
export const SeasonView = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const wordsOf = useGroupWords()
  const [asked, ask] = useState<Asked>()
  const query = useQuery(queries.watch.season.queryOptions({ input: placeOf(institutionId) }))
  const askGone = (row: Row) => () => ask(askedOf(`${say('watch.season.goneTitle')} · ${wordsOf(row)}`, 'season_gone', row, institutionId))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ months, rows, firstMonth, lastMonth, fromFen }) => (
        <Panel
          title={say('watch.season.title')}
          about={say('watch.season.about', { first: firstMonth, last: lastMonth, from: spokenMoney(fromFen, language) })}
        >
          {months.length === 0 ? (
            <Empty compact title={say('watch.season.none')} about={say('watch.season.noneAbout', { first: firstMonth, last: lastMonth })} />
          ) : (
            <>
              <Months months={months} />
              <GroupTable
                rows={rows}
                columns={[
                  { key: 'customers', title: say('watch.season.customers'), render: (row) => count(row.customers) },
                  { key: 'gain', title: say('watch.season.gain'), render: (row) => <Amount fen={row.gainFen} language={language} /> },
                  {
                    key: 'share',
                    title: say('watch.season.share'),
                    render: (row) => (row.keptBp === null ? <Unknown why={say('report.why.rate')} /> : percent(row.keptBp)),
                  },
                  {
                    key: 'gone',
                    title: say('watch.season.gone'),
                    render: (row) => (
                      <NumberButton onPress={askGone(row)}>
                        <Amount fen={BigInt(row.gainFen) - BigInt(row.keptFen)} language={language} />
                      </NumberButton>
                    ),
                  },
                ]}
              />
            </>
          )}
          {asked ? <CustomersSheet asked={asked} onClose={() => ask(undefined)} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
