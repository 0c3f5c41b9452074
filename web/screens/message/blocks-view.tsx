import { ORPCError } from '@orpc/client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { blockParts, type OccasionKind } from '../../../server/modules/care/care-terms.ts'
import type { Block } from '../../../server/modules/care/contract.ts'
import { api, queries } from '../../api/client.ts'
import { refusalCode, useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'

interface Editing {
  kind: OccasionKind
  blocks: Block[]
}

const linesOf = (blocks: readonly Block[], part: Block['part']): string =>
  blocks
    .filter((block) => block.part === part)
    .map(({ body }) => body)
    .join('\n')

const EditSheet = ({ kind, blocks, onClose }: Editing & { onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [texts, setTexts] = useState(() => blockParts.map((part) => linesOf(blocks, part)))
  const save = useMutation({
    mutationFn: () =>
      api.care.saveBlocks({
        kind,
        blocks: blockParts.flatMap((part, index) =>
          (texts[index] ?? '')
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '')
            .map((body) => ({ part, body })),
        ),
      }),
    onSuccess: (answer) => {
      client.setQueryData(queries.care.blocks.queryKey(), answer)
      onClose()
    },
  })
  const problem = (error: Error): string => {
    const data: { text?: string } = error instanceof ORPCError ? (error.data ?? {}) : {}
    return refusalCode(error) === 'BAD_WORDS' ? say('messages.blocks.bad', { text: data.text ?? '' }) : describe(error).text
  }
  return (
    <Sheet title={say('messages.blocks.editOf', { what: say(`care.kind.${kind}`) })} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields">
        {blockParts.map((part, index) => (
          <label key={part} className="sheet-field">
            <span>
              {say(`messages.blocks.part.${part}`)} · {say('messages.blocks.hint')}
            </span>
            <textarea
              rows={4}
              value={texts[index]}
              onChange={(event) => setTexts(texts.map((text, at) => (at === index ? event.target.value : text)))}
            />
          </label>
        ))}
        {save.error ? (
          <p className="warning-text" role="alert">
            {problem(save.error)}
          </p>
        ) : null}
        <button type="button" className="sheet-done" disabled={save.isPending} onClick={() => save.mutate()}>
          {say('messages.blocks.save')}
        </button>
      </div>
    </Sheet>
  )
}

/** The short sentences that suggestions are put together from; head office changes them. */
export const BlocksView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const [editing, setEditing] = useState<Editing>()
  const query = useQuery(queries.care.blocks.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ occasions, mayWrite }) => (
        <>
          <p className="muted small">{say('messages.blocks.about')}</p>
          {occasions.map(({ kind, blocks }) => (
            <Panel
              key={kind}
              title={say(`care.kind.${kind}`)}
              extra={
                mayWrite ? (
                  <button
                    type="button"
                    className="soft-button"
                    aria-label={say('messages.blocks.editOf', { what: say(`care.kind.${kind}`) })}
                    onClick={() => setEditing({ kind, blocks })}
                  >
                    {say('messages.blocks.edit')}
                  </button>
                ) : undefined
              }
            >
              {blocks.length === 0 ? <p className="muted small">{say('messages.blocks.empty')}</p> : null}
              <ul>
                {blocks.map(({ part, body }) => (
                  <li key={`${part} ${body}`} className="message-body small">
                    <span className="muted">{say(`messages.blocks.part.${part}`)}</span> {body}
                  </li>
                ))}
              </ul>
            </Panel>
          ))}
          {editing ? <EditSheet {...editing} onClose={() => setEditing(undefined)} /> : null}
        </>
      )}
    </QueryView>
  )
}
