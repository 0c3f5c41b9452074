import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Candidate, Pair } from '../../../server/modules/duplicate/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { leadsTeam, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { CompareSheet } from './compare-sheet.tsx'
import { UndoSheet } from './undo-sheet.tsx'
import '../../ui/lines.css'
import './duplicate.css'

type Opened = { two: Pick<Candidate, 'first' | 'second'>; pair?: Pair }

const Who = ({ two }: { two: Pick<Candidate, 'first' | 'second'> }) => (
  <>
    <strong>{two.first.name ?? two.first.customerNo}</strong>
    <span>
      {two.first.customerNo} · {two.second.customerNo}
    </span>
  </>
)

/** 一人多号: numbers that may be one person, compared by a person; what was linked can be undone. */
export const DuplicatesScreen = () => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const me = useMe()
  const candidates = useQuery(queries.duplicate.candidates.queryOptions({ input: {} }))
  const pairs = useQuery(queries.duplicate.list.queryOptions({ input: {} }))
  const [opened, setOpened] = useState<Opened>()
  const [undoing, setUndoing] = useState<Pair>()
  const kept = ({ first, second }: Candidate) =>
    [...new Set([first.managerName, second.managerName])].map((name) => name ?? say('handover.nobody')).join('、')
  const said = pairs.data?.pairs ?? []
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('duplicate.title')}</h1>
      </div>
      {said.length > 0 ? (
        <Panel title={say('duplicate.said')} about={say('duplicate.saidAbout')}>
          <ul className="lines">
            {said.map((pair) => (
              <li key={pair.id} data-pair={pair.id}>
                <span className="line-who">
                  <Who two={pair} />
                  <Tag {...(pair.state === 'proposed' ? { tone: 'warning' as const } : { tone: 'accent' as const })}>
                    {word('pair_state', pair.state)}
                  </Tag>
                </span>
                <span className="line-about">
                  {pair.steps
                    .map(
                      ({ kind, userName, at, note }) =>
                        `${word('pair_state', kind)} ${userName} ${instant(at, language)}${note ? ` ${note}` : ''}`,
                    )
                    .join(' → ')}
                </span>
                <span className="line-acts">
                  {pair.state === 'proposed' && leadsTeam(me) && !pair.proposedByMe ? (
                    <button type="button" className="line-button line-first" onClick={() => setOpened({ two: pair, pair })}>
                      {say('duplicate.check')}
                    </button>
                  ) : null}
                  {pair.state === 'linked' && me.role !== 'compliance_officer' ? (
                    <button type="button" className="line-button" onClick={() => setUndoing(pair)}>
                      {say('duplicate.undo')}
                    </button>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <QueryView query={candidates} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ candidates: found, mayLink }) =>
          found.length === 0 ? (
            <Empty title={say('duplicate.none')} about={say('duplicate.noneAbout')} />
          ) : (
            <Panel title={say('duplicate.candidates')} about={say('duplicate.candidatesAbout')}>
              <ul className="lines">
                {found.map((candidate) => (
                  <li key={`${candidate.first.customerId}-${candidate.second.customerId}`}>
                    <span className="line-who">
                      <Who two={candidate} />
                      {candidate.evidence.map((evidence) => (
                        <Tag key={evidence}>{say('duplicate.same', { what: word('pair_evidence', evidence) })}</Tag>
                      ))}
                    </span>
                    <span className="line-about">
                      {candidate.first.institutionName === candidate.second.institutionName
                        ? candidate.first.institutionName
                        : `${candidate.first.institutionName}、${candidate.second.institutionName}`}{' '}
                      · {say('duplicate.keptBy', { names: kept(candidate) })}
                    </span>
                    <span className="line-acts">
                      {mayLink ? (
                        <button type="button" className="line-button" onClick={() => setOpened({ two: candidate })}>
                          {say('duplicate.compare')}
                        </button>
                      ) : null}
                    </span>
                  </li>
                ))}
              </ul>
            </Panel>
          )
        }
      </QueryView>
      {opened ? <CompareSheet two={opened.two} pair={opened.pair} onClose={() => setOpened(undefined)} /> : null}
      {undoing ? <UndoSheet pair={undoing} onClose={() => setUndoing(undefined)} /> : null}
    </div>
  )
}
