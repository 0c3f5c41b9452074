import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../../i18n/index.ts'
import { again, discard, queueChanged } from '../../offline/queue.ts'
import type { Waiting } from '../../offline/store.ts'
import { sendNow } from '../../offline/use-sending.ts'
import { instant } from '../../ui/format/date.ts'
import { Sheet } from '../../ui/sheet.tsx'

interface QueueSheetProps {
  waiting: readonly Waiting[]
  userId: number
  onClose: () => void
}

/** What waits to be sent, and what the server did not take, with the reason and what to do. */
export const QueueSheet = ({ waiting, userId, onClose }: QueueSheetProps) => {
  const { say, word, language } = useWords()
  const queryClient = useQueryClient()
  const act = async (work: () => Promise<void>) => {
    await work()
    await queueChanged(queryClient)
  }
  return (
    <Sheet title={say('worklog.queue')} closeText={say('shell.close')} onClose={onClose}>
      <ul className="queue">
        {waiting.map((one) => (
          <li key={one.id}>
            <span>
              {one.customer} · {word('contact_channel', one.entry.channel)} · {word('contact_outcome', one.entry.outcome)}
              <small className="muted"> {instant(one.entry.at, language)}</small>
              {one.refused ? <small className="warning-text queue-why">{word('entry_result', one.refused)}</small> : null}
            </span>
            {one.refused ? (
              <span className="queue-acts">
                <button type="button" onClick={() => void act(() => again(one)).then(() => sendNow(queryClient, userId))}>
                  {say('worklog.again')}
                </button>
                <button type="button" onClick={() => void act(() => discard(one.id))}>
                  {say('worklog.discard')}
                </button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="muted small">{say('worklog.waitingAbout')}</p>
    </Sheet>
  )
}
