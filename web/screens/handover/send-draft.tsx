import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Medium } from '../../../server/modules/message/message-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { MeansChips } from '../message/means-chips.tsx'
import { SentWord } from '../message/sent-word.tsx'
import { useMeans } from '../message/use-means.ts'

export type IntroductionDraft = Awaited<ReturnType<typeof api.handover.introduction>>

interface SendDraftProps {
  customerId: string
  draft: NonNullable<IntroductionDraft['draft']>
  paper: boolean
}

const onPaper: readonly Medium[] = ['letter', 'card']

/** Approved words, ready for the outbox; why a way is closed, or when it opens; sent, it becomes a contact by itself. */
export const SendDraft = ({ customerId, draft, paper }: SendDraftProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const means = useMeans(customerId, 'service')
  const offered = draft.media.filter((medium) => onPaper.includes(medium) === paper)
  const open = offered.filter((medium) => means.open.includes(medium))
  const [picked, setPicked] = useState<Medium>()
  const medium = picked ?? open[0]
  // sent again after a lost answer it is the same message
  const id = useRef(crypto.randomUUID())
  const send = useMutation({
    mutationFn: (by: Medium) =>
      api.message.send({
        id: id.current,
        customerId,
        medium: by,
        purpose: 'service',
        words: { template: draft.template, values: draft.values },
        occasion: draft.template,
      }),
    onSuccess: () =>
      Promise.all(
        [queries.handover, queries.message, queries.contact, queries.today].map((part) =>
          client.invalidateQueries({ queryKey: part.key() }),
        ),
      ),
  })
  if (send.data) {
    return <SentWord className="handover-script" paper={paper} leavesAt={send.data.leavesAt} />
  }
  const hints = medium ? [means.hint(medium)] : offered.map((one) => means.hint(one))
  return (
    <>
      {offered.length > 1 ? <MeansChips offered={offered} chosen={medium} onChoose={setPicked} /> : null}
      {hints.map((hint) =>
        hint ? (
          <p key={hint} className={open.length > 0 ? 'muted small' : 'warning-text small'}>
            {hint}
          </p>
        ) : null,
      )}
      <p className="handover-script">{draft.text}</p>
      <p className="muted small">{say('handover.draftAbout', { number: draft.number })}</p>
      {send.error ? (
        <p className="warning-text" role="alert">
          {describe(send.error).text}
        </p>
      ) : null}
      <button
        type="button"
        className="sheet-done"
        disabled={medium === undefined || !open.includes(medium) || send.isPending || means.query.data?.maySend !== true}
        onClick={() => medium && send.mutate(medium)}
      >
        {say(paper ? 'messages.compose.toPrint' : 'messages.compose.send')}
      </button>
    </>
  )
}
