import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Capture, Captured } from '../../../server/modules/watch/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { drawnYuan } from '../../ui/chart-number.ts'
import { percent } from '../../ui/format/rate.ts'
import { Bands } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { askedOf } from './asked-of.ts'
import { CustomersSheet, type Asked } from './customers-sheet.tsx'
import { GroupTable } from './group-table.tsx'
import { useGroupWords } from './group-words.ts'
import { NumberButton } from './number-button.tsx'
import { placeOf } from './watch-query.ts'

const Forms = ({ captured, label }: { captured: Captured; label: string }) => {
  const { say, language } = useWords()
  const bands = [
    ['deposit', captured.deposit],
    ['investment', (BigInt(captured.investment) + BigInt(captured.insurance)).toString()],
    ['demand', captured.demand],
    ['gone', (BigInt(captured.matured) - BigInt(captured.kept)).toString()],
  ] as const
  return (
    <div className="watch-forms">
      <h3 className="sub-title">
        {label}
        {captured.keptBp === null ? '' : ` ${percent(captured.keptBp)}`}
      </h3>
      <Bands
        label={label}
        bands={bands.map(([form, fen]) => ({
          key: form,
          label: say(`watch.capture.${form}`),
          size: drawnYuan(fen),
          value: <Amount fen={fen} language={language} />,
        }))}
      />
    </div>
  )
}

const Kept = ({ captured }: { captured: Captured }) => {
  const { say } = useWords()
  return captured.keptBp === null ? <Unknown why={say('report.why.rate')} /> : <>{percent(captured.keptBp)}</>
}

type Row = Capture['rows'][number]

/** M15: of what matured, what is still here and in what form. */
export const CaptureView = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const wordsOf = useGroupWords()
  const [asked, ask] = useState<Asked>()
  const query = useQuery(queries.watch.capture.queryOptions({ input: placeOf(institutionId) }))
  const gone = (row: Row): bigint => BigInt(row.day30.matured) - BigInt(row.day30.kept)
  const askGone = (row: Row) => () =>
    ask(askedOf(`${say('watch.capture.goneTitle')} · ${wordsOf(row)}`, 'capture_lost', row, institutionId))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ rows, middleDays, longDays, windowDays }) => {
        const all = rows.find(({ kind }) => kind === 'all')
        return (
          <Panel title={say('watch.capture.title')} about={say('watch.capture.about', { days: windowDays })}>
            {!all || all.cohorts === 0 ? (
              <Empty compact title={say('watch.capture.none')} about={say('watch.capture.noneAbout')} />
            ) : (
              <>
                <div className="watch-pair">
                  <Forms captured={all.day7} label={say('watch.capture.after', { days: middleDays })} />
                  <Forms captured={all.day30} label={say('watch.capture.after', { days: longDays })} />
                </div>
                <GroupTable
                  rows={rows}
                  columns={[
                    {
                      key: 'matured',
                      title: say('watch.capture.matured', { days: middleDays }),
                      render: (row) => <Amount fen={row.day7.matured} language={language} />,
                    },
                    {
                      key: 'kept7',
                      title: say('watch.capture.after', { days: middleDays }),
                      render: (row) => <Kept captured={row.day7} />,
                    },
                    {
                      key: 'kept30',
                      title: say('watch.capture.after', { days: longDays }),
                      render: (row) => <Kept captured={row.day30} />,
                    },
                    {
                      key: 'gone',
                      title: say('watch.capture.goneAfter', { days: longDays }),
                      render: (row) => (
                        <>
                          <NumberButton onPress={askGone(row)}>
                            <Amount fen={gone(row)} language={language} />
                          </NumberButton>
                          <small className="cell-note">
                            {say('watch.capture.of')} <Amount fen={row.day30.matured} language={language} />
                          </small>
                        </>
                      ),
                    },
                  ]}
                />
              </>
            )}
            {asked ? <CustomersSheet asked={asked} onClose={() => ask(undefined)} /> : null}
          </Panel>
        )
      }}
    </QueryView>
  )
}
