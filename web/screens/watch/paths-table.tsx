import { useState } from 'react'
import type { FlowPath } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import type { Asked } from './customers-sheet.tsx'
import { NumberButton } from './number-button.tsx'
import { usePathWords } from './path-words.ts'
import { placeOf } from './watch-query.ts'

interface PathsTableProps {
  paths: readonly FlowPath[]
  institutionId: number | undefined
  onAsk: (asked: Asked) => void
}

const few = 10

const Flow = ({ fen, customers, onPress }: { fen: string; customers: number; onPress: () => void }) => {
  const { say, language } = useWords()
  if (customers === 0) return <span className="muted">—</span>
  return (
    <>
      <NumberButton onPress={onPress}>
        <Amount fen={fen} language={language} />
      </NumberButton>
      <small className="cell-note">{say('watch.people', { count: count(customers) })}</small>
    </>
  )
}

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
                  <Flow fen={path.inflowFen} customers={path.customersIn} onPress={ask(path, 'path_in')} />
                </td>
                <td>
                  <Flow fen={path.outflowFen} customers={path.customersOut} onPress={ask(path, 'path_out')} />
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
