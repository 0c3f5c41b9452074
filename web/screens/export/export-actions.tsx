import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ExportItem } from '../../../server/modules/export/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { saveFile } from '../../ui/save-file.ts'

const cancellable: readonly ExportItem['state'][] = ['queued', 'running', 'ready']

/** Fetch, stop, delete. */
export const ExportActions = ({ item: { id, state, fileNo } }: { item: ExportItem }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: queries.export.key() })
  const fetch = useMutation({ mutationFn: () => api.export.download({ id }), onSuccess: saveFile, onSettled: again, gcTime: 0 })
  const cancel = useMutation({ mutationFn: () => api.export.cancel({ id }), onSettled: again })
  const failure = fetch.error ?? cancel.error
  if (!cancellable.includes(state)) return null
  return (
    <>
      <p className="export-actions">
        {state === 'ready' ? (
          <Button
            type="primary"
            loading={fetch.isPending}
            onClick={() => fetch.mutate()}
            aria-label={say('exports.downloadOf', { fileNo })}
          >
            {say('exports.download')}
          </Button>
        ) : null}
        <Button
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
          aria-label={say(state === 'ready' ? 'exports.deleteOf' : 'exports.cancelOf', { fileNo })}
        >
          {say(state === 'ready' ? 'exports.delete' : 'exports.cancel')}
        </Button>
      </p>
      {failure ? (
        <p className="warning-text small" role="alert">
          {describe(failure).text}
        </p>
      ) : null}
    </>
  )
}
