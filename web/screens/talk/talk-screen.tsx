import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { interests } from '../../../server/modules/contact/contract.ts'
import { talkSteps, type TalkCard, type TalkStep } from '../../../server/modules/talk/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { Pick } from '../organisation/people/fields.tsx'
import { CardLine } from './card-line.tsx'
import { WriteSheet } from './write-sheet.tsx'
import '../../ui/lines.css'
import './talk.css'

/** 话术库: what to open with, what is underneath, what to answer, how to close; counted by what came of it. */
export const TalkScreen = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.talk.list.queryOptions({ input: {} }))
  const [step, setStep] = useState<TalkStep>('opening')
  const [family, setFamily] = useState('')
  const [writing, setWriting] = useState<TalkCard | 'new'>()
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('talk.title')}</h1>
        <Segments<TalkStep>
          label={say('talk.step')}
          value={step}
          options={talkSteps.map((value) => ({ value, text: word('talk_step', value) }))}
          onChange={setStep}
        />
      </div>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ cards, mayWrite }) => {
          const shown = cards.filter((card) => card.step === step && (family === '' || card.family === family))
          return (
            <Panel
              title={word('talk_step', step)}
              about={say(`talk.about.${step}`)}
              extra={
                mayWrite ? (
                  <button type="button" className="line-button line-first" onClick={() => setWriting('new')}>
                    {say('talk.add')}
                  </button>
                ) : (
                  <Link to="/talking-points">{say('talk.points')}</Link>
                )
              }
            >
              <div className="lines-tools">
                <Pick
                  label={say('talk.family')}
                  value={family}
                  empty={say('talk.allFamilies')}
                  options={interests.map((value) => ({ value, label: word('category', value) }))}
                  onChange={setFamily}
                />
              </div>
              {shown.length === 0 ? <Empty compact title={say('talk.none')} /> : null}
              <ul className="lines">
                {shown.map((card) => (
                  <CardLine key={card.id} card={card} onEdit={mayWrite ? () => setWriting(card) : undefined} />
                ))}
              </ul>
            </Panel>
          )
        }}
      </QueryView>
      {writing ? <WriteSheet card={writing === 'new' ? undefined : writing} step={step} onClose={() => setWriting(undefined)} /> : null}
    </div>
  )
}
