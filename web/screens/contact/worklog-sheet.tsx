import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contactChannels } from '../../../server/modules/privacy/channel-terms.ts'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { maskedLabel } from '../../offline/pocket.ts'
import { note, queueChanged } from '../../offline/queue.ts'
import { sendNow } from '../../offline/use-sending.ts'
import { Chips } from '../../ui/chips.tsx'
import { useOnline } from '../../ui/media.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { entryOf, outcomesOf, startDraft, type WorklogDraft } from './draft.ts'
import { tellLogged } from './told.ts'
import { WorklogMore } from './worklog-more.tsx'
import type { WorklogSubject } from './worklog.ts'

interface WorklogSheetProps {
  subject: WorklogSubject
  userId: number
  onClose: () => void
}

/** Why this should not be an outbound contact now, from what this device knows; undefined when nothing is known against it. */
const useWarning = (customerId: string, { channel, purpose, inbound }: WorklogDraft) => {
  const online = useOnline()
  const { data } = useQuery(
    queries.privacy.permission.queryOptions({ input: { customerId }, staleTime: 60_000, enabled: online, retry: false }),
  )
  const answer = data?.answers.find((one) => one.channel === channel && one.purpose === purpose)
  return answer && !answer.allowed && !inbound ? answer.reason : undefined
}

/** A contact in three taps: the button that opened this, the outcome, done. It is kept on the device first, then sent. */
export const WorklogSheet = ({ subject, userId, onClose }: WorklogSheetProps) => {
  const { say, word } = useWords()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => startDraft(subject))
  const [more, setMore] = useState(false)
  const [failure, setFailure] = useState<string>()
  const warning = useWarning(subject.customerId, draft)
  const change = (changed: Partial<WorklogDraft>) => setDraft({ ...draft, ...changed })
  const save = async () => {
    const made = { id: crypto.randomUUID(), promiseId: crypto.randomUUID(), at: new Date().toISOString() }
    const noted = entryOf(draft, subject.customerId, made)
    const entry = noted && subject.cards?.length ? { ...noted, cards: [...subject.cards] } : noted
    if (!entry) return setFailure(say('worklog.promiseDueMissing'))
    try {
      await note(userId, entry, maskedLabel(subject.name, subject.customerId))
    } catch (error) {
      return setFailure(say('worklog.failed', { why: error instanceof Error ? error.message : String(error) }))
    }
    onClose()
    await queueChanged(queryClient)
    tellLogged((await sendNow(queryClient, userId)).find(({ id }) => id === entry.id))
  }
  return (
    <Sheet title={say('worklog.title', { name: subject.name })} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields worklog">
        {warning ? (
          <p className="worklog-warning" role="alert">
            {say('worklog.warning', { reason: word('contact_reason', warning) })}
          </p>
        ) : null}
        <Chips
          label={say('worklog.channel')}
          options={contactChannels.map((value) => ({ value, text: word('contact_channel', value) }))}
          chosen={[draft.channel]}
          single
          onChange={([channel]) => channel && change({ channel, outcome: null, inbound: channel === 'walk_in' })}
        />
        <div className="worklog-outcomes">
          <Chips
            label={say('worklog.outcome')}
            options={outcomesOf(draft.channel).map((value) => ({ value, text: word('contact_outcome', value) }))}
            chosen={draft.outcome === null ? [] : [draft.outcome]}
            single
            onChange={([outcome]) => change({ outcome: outcome ?? null })}
          />
        </div>
        {draft.outcome === 'refused' ? (
          <label className="sheet-check">
            <input type="checkbox" checked={draft.refuses} onChange={(event) => change({ refuses: event.target.checked })} />
            {say('worklog.refuses')}
          </label>
        ) : null}
        {more ? (
          <WorklogMore draft={draft} onChange={change} />
        ) : (
          <button type="button" className="worklog-more" onClick={() => setMore(true)}>
            {say('worklog.more')}
          </button>
        )}
        {failure ? (
          <p className="warning-text" role="alert">
            {failure}
          </p>
        ) : null}
        <button type="button" className="sheet-done worklog-done" disabled={draft.outcome === null} onClick={() => void save()}>
          {say('worklog.done')}
        </button>
      </div>
    </Sheet>
  )
}
