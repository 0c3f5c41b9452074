import { useState } from 'react'
import type { FlowPath } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import type { Asked } from './customers-sheet.tsx'
import { NumberButton } from './number-button.tsx'
import { usePathWords } from './paths-view.tsx'
import { placeOf } from './watch-query.ts'

interface PathsTableProps {
  paths: readonly FlowPath[]
  institutionId: number | undefined
  onAsk: (asked: Asked) => void
}

const few = 10

/** The picture in numbers: each opens its customers. */
export const PathsTable = ({ paths, institutionId, onAsk }: PathsTableProps) => {
  const { say, language } = useWords()
  const pathWords = usePathWords()
  const [all, showAll] = useState(false)
  const shown = all ? paths : paths.slice(0, few)
  const ask = (path: FlowPath, list: 'path_in' | 'path_out') => () =>
    onAsk({
      title: `${pathWords(path)} · ${say(list === 'path_in' ? 'watch.paths.inflow' : 'watch.paths.outflow')}`,
      input: { list, form: path.form, bank: path.bank, ...placeOf(institutionId) },
    })
  return (
    <>
      <div className="table-scroll">
        <table className="plain-table watch-table">
          <thead>
            <tr>
              <th scope="col">{say('watch.paths.kind')}</th>
              <th scope="col">{say('watch.paths.inflow')}</th>
              <th scope="col">{say('watch.paths.outflow')}</th>
              <th scope="col">{say('watch.paths.cameBack')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((path) => (
              <tr key={`${path.form} ${path.bank}`}>
                <td>{pathWords(path)}</td>
                <td>
                  <NumberButton onPress={ask(path, 'path_in')}>
                    <Amount fen={path.inflowFen} language={language} />
                  </NumberButton>
                  <small className="cell-note">{say('watch.people', { count: count(path.customersIn) })}</small>
                </td>
                <td>
                  <NumberButton onPress={ask(path, 'path_out')}>
                    <Amount fen={path.outflowFen} language={language} />
                  </NumberButton>
                  <small className="cell-note">{say('watch.people', { count: count(path.customersOut) })}</small>
                </td>
                <td>{path.bank === '' ? <span className="muted">—</span> : <Amount fen={path.returnedFen} language={language} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {paths.length > few ? (
        <button type="button" className="watch-more" onClick={() => showAll(!all)}>
          {all ? say('watch.paths.fewer') : say('watch.paths.more', { count: paths.length - few })}
        </button>
      ) : null}
    </>
  )
}
