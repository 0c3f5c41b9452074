import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { opinionStates, type OpinionRow } from '../../../server/modules/feedback/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { OpinionSheet } from './opinion-sheet.tsx'
import '../../ui/lines.css'

const views = ['all', ...opinionStates] as const
type View = (typeof views)[number]

/** 产品意见: what is said of products, product people's answer, and whether the customer was told. */
export const OpinionsScreen = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const me = useMe()
  const [view, setView] = useState<View>('all')
  const [saying, setSaying] = useState(false)
  const query = useQuery(queries.feedback.list.queryOptions({ input: view === 'all' ? {} : { state: view } }))
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('opinion.title')}</h1>
        <Segments<View>
          label={say('opinion.state')}
          value={view}
          options={views.map((value) => ({ value, text: value === 'all' ? say('opinion.all') : word('opinion_state', value) }))}
          onChange={setView}
        />
        {me.role === 'compliance_officer' ? null : (
          <button type="button" className="line-button line-first" onClick={() => setSaying(true)}>
            {say('opinion.say')}
          </button>
        )}
      </div>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ opinions, counts, mayAnswer }) => (
          <>
            {counts.length > 0 ? (
              <Panel title={say('opinion.most')} about={say('opinion.mostAbout')}>
                <p className="line-who">
                  {counts.slice(0, 8).map(({ family, kind, n }) => (
                    <Tag key={`${family} ${kind}`} tone="accent">
                      {word('opinion_family', family)} · {word('opinion_kind', kind)} {n}
                    </Tag>
                  ))}
                </p>
              </Panel>
            ) : null}
            {opinions.length === 0 ? (
              <Empty title={say('opinion.none')} about={say('opinion.noneAbout')} />
            ) : (
              <Panel title={say('opinion.list')}>
                <ul className="lines">
                  {opinions.map((opinion) => (
                    <OpinionLine key={opinion.id} opinion={opinion} mayAnswer={mayAnswer} />
                  ))}
                </ul>
              </Panel>
            )}
          </>
        )}
      </QueryView>
      {saying ? <OpinionSheet onClose={() => setSaying(false)} /> : null}
    </div>
  )
}

const useAct = <T,>(act: (given: T) => Promise<unknown>) => {
  const client = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: queries.feedback.key() }) })
}

export const OpinionLine = ({ opinion, mayAnswer }: { opinion: OpinionRow; mayAnswer: boolean }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const [text, setText] = useState('')
  const answer = useAct((body: string) => api.feedback.answer({ id: opinion.id, body }))
  const tell = useAct(() => api.feedback.tell({ id: opinion.id }))
  const error = answer.error ?? tell.error
  const waits = opinion.state === 'open' && mayAnswer
  return (
    <li data-opinion={opinion.id}>
      <span className="line-who">
        <strong>
          {word('opinion_family', opinion.family)} · {word('opinion_kind', opinion.kind)}
        </strong>
        <Tag {...(opinion.state === 'open' ? {} : { tone: 'accent' as const })}>{word('opinion_state', opinion.state)}</Tag>
        {opinion.customer ? (
          <Link to="/customers/$customerId" params={{ customerId: opinion.customer.customerId }}>
            {opinion.customer.name ?? opinion.customer.customerId}
          </Link>
        ) : null}
      </span>
      <span className="line-about">
        {opinion.body ? `${opinion.body} · ` : ''}
        {opinion.institutionName} {opinion.staffName} {opinion.on}
        {opinion.answer ? ` → ${say('opinion.answered', { name: opinion.answer.userName, text: opinion.answer.body })}` : ''}
        {error ? <span className="warning-text"> · {describe(error).text}</span> : null}
      </span>
      <span className="line-acts">
        {waits ? (
          <form
            className="line-acts"
            onSubmit={(event) => {
              event.preventDefault()
              answer.mutate(text)
            }}
          >
            <span className="sheet-field">
              <input
                type="text"
                aria-label={say('opinion.answer')}
                placeholder={say('opinion.answer')}
                value={text}
                maxLength={400}
                onChange={(event) => setText(event.target.value)}
              />
            </span>
            <button type="submit" className="line-button line-first" disabled={text.trim() === '' || answer.isPending}>
              {say('opinion.send')}
            </button>
          </form>
        ) : null}
        {opinion.mine && opinion.state === 'answered' && opinion.customer ? (
          <button type="button" className="line-button" disabled={tell.isPending} onClick={() => tell.mutate(undefined)}>
            {say('opinion.told')}
          </button>
        ) : null}
      </span>
    </li>
  )
}
