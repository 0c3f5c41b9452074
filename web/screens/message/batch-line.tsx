import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BatchRow } from '../../../server/modules/message/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { saveFile } from '../../ui/save-file.ts'
import { instant } from '../../ui/format/date.ts'

/** Letters printed together: fetch the pages, say that they are posted, or print them again. */
export const BatchLine = ({ batch }: { batch: BatchRow }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const { id: batchId, staffName, madeAt, letters, open, mine } = batch
  const again = () => client.invalidateQueries({ queryKey: queries.message.key() })
  const fetch = useMutation({ mutationFn: () => api.message.printFile({ batchId }), onSuccess: saveFile, gcTime: 0 })
  const settle = useMutation({ mutationFn: (act: 'posted' | 'again') => api.message.settleBatch({ batchId, act }), onSettled: again })
  const at = instant(madeAt, language)
  const failure = fetch.error ?? settle.error
  return (
    <div className="message-line" data-batch={batchId}>
      <div className="message-line-head">
        <span>{say('messages.print.batch', { name: staffName, at, count: letters })}</span>
        <span className="muted small">{open > 0 ? say('messages.print.open', { count: open }) : say('messages.print.posted')}</span>
      </div>
      {settle.data && settle.data.takeOut.length > 0 ? (
        <p className="warning-text" role="alert">
          {say('messages.print.takeOut', { names: settle.data.takeOut.join('、') })}
        </p>
      ) : null}
      {mine && open > 0 ? (
        <p className="message-acts">
          <button
            type="button"
            className="soft-button"
            disabled={fetch.isPending}
            aria-label={say('messages.print.fileOf', { at })}
            onClick={() => fetch.mutate()}
          >
            {say('messages.print.file')}
          </button>
          <button
            type="button"
            className="soft-button"
            disabled={settle.isPending}
            aria-label={say('messages.print.postOf', { at })}
            onClick={() => settle.mutate('posted')}
          >
            {say('messages.print.post')}
          </button>
          <button
            type="button"
            className="soft-button"
            disabled={settle.isPending}
            aria-label={say('messages.print.againOf', { at })}
            onClick={() => settle.mutate('again')}
          >
            {say('messages.print.again')}
          </button>
        </p>
      ) : null}
      {failure ? (
        <p className="warning-text small" role="alert">
          {describe(failure).text}
        </p>
      ) : null}
    </div>
  )
}
