import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { DossierView } from '../../../server/modules/dossier/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { CompletenessPanel } from './completeness-panel.tsx'
import type { Field } from './draft.ts'
import { FactLine } from './fact-line.tsx'
import { FactSheet, type Writing } from './fact-sheet.tsx'
import { FamilyGraph } from './family-graph.tsx'
import { UpcomingDays } from './upcoming-days.tsx'
import './dossier-panels.css'

interface FactsPanelProps {
  title: string
  fields: readonly Field[]
  view: DossierView
  write: (writing: Writing) => void
  /** a picture above the list */
  before?: ReactNode
}

/** The facts of some fields, and a way to add one. */
const FactsPanel = ({ title, fields, view, write, before }: FactsPanelProps) => {
  const { say } = useWords()
  const facts = view.facts.filter(({ detail }) => fields.includes(detail.field))
  return (
    <Panel
      className="facts-panel"
      title={title}
      extra={
        view.mayRecord ? (
          <button type="button" className="text-button" aria-label={say('facts.addTo', { what: title })} onClick={() => write({ fields })}>
            {say('facts.add')}
          </button>
        ) : undefined
      }
    >
      {before}
      {facts.length === 0 && !before ? <p className="muted small">{say('facts.none')}</p> : null}
      <ul>
        {facts.map((fact) => (
          <FactLine key={fact.id} fact={fact} mayRecord={view.mayRecord} onCorrect={(correcting) => write({ correcting })} />
        ))}
      </ul>
    </Panel>
  )
}

const Panels = ({ customerId, view }: { customerId: string; view: DossierView }) => {
  const { say } = useWords()
  const [writing, setWriting] = useState<Writing>()
  const shared = { view, write: setWriting }
  const family = view.facts.filter(({ detail }) => detail.field === 'family')
  return (
    <div className="facts-panels">
      <CompletenessPanel {...shared} />
      <FactsPanel
        {...shared}
        title={say('facts.family')}
        fields={['family']}
        before={family.length === 0 ? undefined : <FamilyGraph family={family} />}
      />
      <FactsPanel {...shared} title={say('facts.dates')} fields={['date']} before={<UpcomingDays upcoming={view.upcoming} />} />
      <FactsPanel {...shared} title={say('facts.interests')} fields={['interest', 'need']} />
      <FactsPanel {...shared} title={say('facts.otherBanks')} fields={['other_bank']} />
      <FactsPanel {...shared} title={say('facts.about')} fields={['work', 'origin', 'school', 'note']} />
      {writing ? <FactSheet customerId={customerId} writing={writing} bands={view.bands} onClose={() => setWriting(undefined)} /> : null}
    </div>
  )
}

/** What people know of a customer, on one screen: how complete, family, dates, interests and needs, other banks, life (M20). */
export const DossierPanels = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.dossier.show.queryOptions({ input: { customerId }, staleTime: 60_000 }))
  return (
    <QueryView
      query={query}
      loadingText={say('shell.loading')}
      retryText={say('shell.retry')}
      describe={describe}
      skeleton={<Skeleton height={220} />}
    >
      {(view) => <Panels customerId={customerId} view={view} />}
    </QueryView>
  )
}
