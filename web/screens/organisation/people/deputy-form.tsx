import { useState } from 'react'
import type { PersonFile, PersonRow } from '../../../../server/modules/organisation/people/contract.ts'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { today } from '../../../ui/format/date.ts'
import { ChangeSheet } from './change-sheet.tsx'
import { useColleagues, useOrganisationChoices } from './choices.ts'
import { Day, Pick } from './fields.tsx'

interface AddDeputyProps {
  person: PersonFile
  post: PersonRow['posts'][number]
  onClose: () => void
}

/** Lets a colleague act in one post of somebody who is away. */
export const AddDeputy = ({ person, post, onClose }: AddDeputyProps) => {
  const { say, word } = useWords()
  const { institutions, nameOf } = useOrganisationChoices()
  const [at, setAt] = useState(String(post.institutionId))
  const [deputyId, setDeputyId] = useState('')
  const [fromOn, setFromOn] = useState(today())
  const [lastOn, setLastOn] = useState(today())
  const colleagues = useColleagues(Number(at), person.staffId)
  return (
    <ChangeSheet
      title={`${say('people.deputise')} · ${person.name}`}
      about={`${word('role', post.role)} · ${nameOf(post.institutionId)}。${say('people.deputyAbout')}`}
      act={() => api.people.addDeputy({ postId: post.id, deputyId: Number(deputyId), fromOn, lastOn })}
      onDone={onClose}
      onClose={onClose}
      disabled={deputyId === ''}
    >
      {institutions.length > 1 ? <Pick label={say('people.deputyAt')} value={at} options={institutions} onChange={setAt} /> : null}
      <Pick label={say('people.deputy')} value={deputyId} options={colleagues} empty={say('shell.unknown')} onChange={setDeputyId} />
      <div className="sheet-pair">
        <Day label={say('people.fromOn')} value={fromOn} min={today()} onChange={setFromOn} />
        <Day label={say('people.lastOn')} value={lastOn} min={fromOn} onChange={setLastOn} />
      </div>
    </ChangeSheet>
  )
}
