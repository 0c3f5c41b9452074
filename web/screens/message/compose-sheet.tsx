import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { media, type Medium } from '../../../server/modules/message/message-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeleton } from '../../ui/states.tsx'
import type { ComposeSubject } from './compose.ts'
import { DraftCheck } from './draft-check.tsx'
import { EmailField } from './email-field.tsx'
import { MeansChips } from './means-chips.tsx'
import { SentWord } from './sent-word.tsx'
import { Suggestions } from './suggestions.tsx'
import { useCheck } from './use-check.ts'
import { useMeans } from './use-means.ts'
import './message.css'

const paper: readonly (Medium | undefined)[] = ['letter', 'card']

/** A few words to a customer: by which means, what the dossier suggests, what stands against it, and away with it. */
export const ComposeSheet = ({ subject, onClose }: { subject: ComposeSubject; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const { customerId, kind, festival = null, relation = null, who = null } = subject
  const means = useMeans(customerId)
  const [picked, setPicked] = useState<Medium>()
  const medium = picked ?? means.open[0]
  const [body, setBody] = useState('')
  const [seen, setSeen] = useState(false)
  const asked = { customerId, kind, festival: festival?.code ?? null, relation, who }
  const suggested = useQuery(queries.care.suggest.queryOptions({ input: asked, staleTime: 60_000 }))
  const check = useCheck(customerId, medium, body)
  // sent again after a lost answer it is the same message
  const id = useRef(crypto.randomUUID())
  const send = useMutation({
    mutationFn: (by: Medium) =>
      api.message.send({
        id: id.current,
        customerId,
        medium: by,
        purpose: 'care',
        words: { body: body.trim(), title: suggested.data?.title ?? null },
        occasion: festival ? `${kind}:${festival.code}` : kind,
        notAfter: subject.on && !paper.includes(by) ? `${subject.on}T23:59:59+08:00` : null,
        seenLikeness: seen,
      }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queries.care.list.key() }),
        client.invalidateQueries({ queryKey: queries.message.key() }),
        client.invalidateQueries({ queryKey: queries.contact.timeline.key() }),
      ]),
    onError: () => client.invalidateQueries({ queryKey: queries.message.check.key() }),
  })
  const title = say('messages.compose.title', { name: subject.name, what: festival?.name ?? say(`care.kind.${kind}`) })
  if (send.data) {
    return (
      <Sheet title={title} closeText={say('shell.close')} onClose={onClose}>
        <SentWord className="compose-sent" paper={paper.includes(medium)} leavesAt={send.data.leavesAt} />
      </Sheet>
    )
  }
  const hint = medium && means.hint(medium)
  const closed = medium === undefined || !means.open.includes(medium)
  const blocked = (check.data?.forbidden.length ?? 0) > 0 || check.data?.likeness?.refused === true
  const unseen = check.data?.likeness && !check.data.likeness.refused && !seen
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <QueryView
        query={means.query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={220} />}
      >
        {({ maySend }) => (
          <div className="sheet-fields compose">
            {maySend ? null : <p className="warning-text">{say('messages.compose.notSender')}</p>}
            <div className="sheet-field">
              <span>{say('messages.compose.means')}</span>
              <MeansChips offered={media} chosen={medium} onChoose={setPicked} />
              {hint ? <p className={closed ? 'warning-text small' : 'muted small'}>{hint}</p> : null}
              {medium ? null : (
                <ul className="warning-text small">
                  {media.map((one) => (
                    <li key={one}>{means.hint(one)}</li>
                  ))}
                </ul>
              )}
              {medium && !hint ? <p className="muted small">{means.of(medium)?.address}</p> : null}
              {medium && !closed && !means.of(medium)?.hasGateway ? (
                <p className="warning-text small">{say('messages.noGateway')}</p>
              ) : null}
              {medium === 'email' && means.of('email')?.address === null ? <EmailField customerId={customerId} /> : null}
            </div>
            <Suggestions query={suggested} chosen={body} onChoose={setBody} />
            <label className="sheet-field">
              <span>{say('messages.compose.words')}</span>
              <textarea
                aria-label={say('messages.compose.words')}
                rows={6}
                value={body}
                placeholder={say('messages.compose.placeholder')}
                onChange={(event) => setBody(event.target.value)}
              />
            </label>
            <DraftCheck text={check.text} checked={check.data} seen={seen} onSeen={setSeen} />
            {send.error ? (
              <p className="warning-text" role="alert">
                {describe(send.error).text}
              </p>
            ) : null}
            <button
              type="button"
              className="sheet-done compose-done"
              disabled={!maySend || closed || body.trim() === '' || blocked || Boolean(unseen) || send.isPending}
              onClick={() => medium && send.mutate(medium)}
            >
              {say(paper.includes(medium) ? 'messages.compose.toPrint' : 'messages.compose.send')}
            </button>
          </div>
        )}
      </QueryView>
    </Sheet>
  )
}
