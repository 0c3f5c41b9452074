import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { talkSteps, type TalkCard, type TalkStep } from '../../../server/modules/talk/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { openWorklog, type WorklogSubject } from '../contact/worklog.ts'
import './talk.css'

interface TalkSheetProps {
  subject: WorklogSubject
  /** why this customer: cards for these reasons come first */
  reasons?: readonly string[]
  onClose: () => void
}

const most = 10

/** The library beside a customer: what fits comes first; the cards that were used go with the contact that is logged. */
export const TalkSheet = ({ subject, reasons = [], onClose }: TalkSheetProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.talk.list.queryOptions({ input: {}, staleTime: 300_000 }))
  const [step, setStep] = useState<TalkStep>('opening')
  const [used, setUsed] = useState<number[]>([])
  const press = (id: number) =>
    setUsed((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-most)))
  const fit = (card: TalkCard) => (card.reason && reasons.includes(card.reason) ? 0 : card.reason === null ? 1 : 2)
  const log = () => {
    onClose()
    openWorklog({ ...subject, cards: used })
  }
  return (
    <Sheet title={say('talk.of', { name: subject.name })} closeText={say('shell.close')} onClose={onClose}>
      <div className="sheet-fields">
        <Segments<TalkStep>
          label={say('talk.step')}
          value={step}
          options={talkSteps.map((value) => ({ value, text: word('talk_step', value) }))}
          onChange={setStep}
        />
        <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
          {({ cards }) => (
            <div className="talk-picks">
              {cards
                .filter((card) => card.step === step)
                .toSorted((a, b) => fit(a) - fit(b) || b.onward - a.onward)
                .map((card) => (
                  <button
                    key={card.id}
                    type="button"
                    className="talk-pick"
                    aria-pressed={used.includes(card.id)}
                    onClick={() => press(card.id)}
                  >
                    <strong>
                      {card.title}
                      {card.family ? ` · ${word('category', card.family)}` : ''}
                    </strong>
                    <span>{card.body}</span>
                  </button>
                ))}
            </div>
          )}
        </QueryView>
        <button type="button" className="sheet-done" onClick={log}>
          {used.length === 0 ? say('talk.log') : say('talk.logUsed', { count: used.length })}
        </button>
      </div>
    </Sheet>
  )
}
