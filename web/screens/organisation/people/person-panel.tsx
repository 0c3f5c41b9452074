import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { PersonFile, PersonRow } from '../../../../server/modules/organisation/people/contract.ts'
import { api, queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { ChangeSheet } from './change-sheet.tsx'
import { AddDeputy } from './deputy-form.tsx'
import { LoginPart } from './login-part.tsx'
import { AddPost, EndPost, Leave, Transfer } from './post-forms.tsx'
import { PostsPart, type PostAct } from './posts-part.tsx'
import { StandIns } from './stand-ins.tsx'

/** One person: posts over time, deputies, log-in, and what may be done. */
export const PersonPanel = ({ staffId }: { staffId: number }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.people.file.queryOptions({ input: { staffId }, staleTime: 0 }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(person) => <PersonView key={person.staffId} person={person} />}
    </QueryView>
  )
}

type Open = { act: 'addPost' | 'leave' | 'rejoin' } | { act: PostAct; post: PersonRow['posts'][number] }

const PersonView = ({ person }: { person: PersonFile }) => {
  const { say, word } = useWords()
  const [open, setOpen] = useState<Open>()
  const [handOver, setHandOver] = useState<number>()
  const close = () => setOpen(undefined)
  const may = person.mayManage
  const mayPosts = may === true || may === 'ELSEWHERE_TOO'
  return (
    <Panel title={person.name} about={person.staffNo} className="person" extra={<Tag>{word('person_state', person.state)}</Tag>}>
      {person.leftOn ? <p className="muted small">{say('people.leftOn', { date: person.leftOn })}</p> : null}
      {person.state === 'missing' ? <p className="warning-text small">{say('people.missing')}</p> : null}
      {person.customers ? <p className="muted small">{say('people.customers', { count: person.customers })}</p> : null}
      {may === true ? null : <p className="muted small">{say(`people.reason.${may}`)}</p>}
      {handOver === undefined ? null : (
        <p className="warning-text" role="status">
          {say('people.handOver', { count: handOver })}
        </p>
      )}
      <PostsPart person={person} mayChange={mayPosts} onAct={(act, post) => setOpen({ act, post })} />
      {mayPosts ? (
        <p className="person-acts">
          {person.state === 'left' || person.state === 'leaving' ? (
            may === true && <Button onClick={() => setOpen({ act: 'rejoin' })}>{say('people.rejoin')}</Button>
          ) : (
            <>
              <Button onClick={() => setOpen({ act: 'addPost' })}>{say('people.addPost')}</Button>
              {may === true ? <Button onClick={() => setOpen({ act: 'leave' })}>{say('people.leave')}</Button> : null}
            </>
          )}
        </p>
      ) : null}
      <StandIns person={person} />
      <LoginPart person={person} />
      {open ? <Opened open={open} person={person} onClose={close} onLeft={setHandOver} /> : null}
    </Panel>
  )
}

interface OpenedProps {
  open: Open
  person: PersonFile
  onClose: () => void
  onLeft: (customers: number) => void
}

const Opened = ({ open, person, onClose, onLeft }: OpenedProps) => {
  const { say } = useWords()
  switch (open.act) {
    case 'addPost':
      return <AddPost person={person} onClose={onClose} />
    case 'leave':
      return (
        <Leave
          person={person}
          onClose={onClose}
          onDone={(customers) => {
            onClose()
            onLeft(customers)
          }}
        />
      )
    case 'rejoin':
      return (
        <ChangeSheet
          title={`${say('people.rejoin')} · ${person.name}`}
          act={() => api.people.rejoin({ staffId: person.staffId })}
          onDone={onClose}
          onClose={onClose}
        />
      )
    case 'endPost':
      return <EndPost person={person} post={open.post} onClose={onClose} />
    case 'transfer':
      return <Transfer person={person} post={open.post} onClose={onClose} />
    case 'deputise':
      return <AddDeputy person={person} post={open.post} onClose={onClose} />
  }
}
