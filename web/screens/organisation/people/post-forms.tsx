import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonFile, PersonRow } from '../../../../server/modules/organisation/people/contract.ts'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { today } from '../../../ui/format/date.ts'
import { ChangeSheet } from './change-sheet.tsx'
import { useOrganisationChoices, type Role } from './choices.ts'
import { Day, Pick, TextField } from './fields.tsx'

interface PostFieldsProps {
  value: { institutionId: string; role: Role }
  onChange: (value: { institutionId: string; role: Role }) => void
}

const PostFields = ({ value, onChange }: PostFieldsProps) => {
  const { say } = useWords()
  const { institutions, roles } = useOrganisationChoices()
  return (
    <div className="sheet-pair">
      <Pick
        label={say('people.institution')}
        value={value.institutionId}
        options={institutions}
        onChange={(institutionId) => onChange({ ...value, institutionId })}
      />
      <Pick label={say('people.role')} value={value.role} options={roles} onChange={(role) => onChange({ ...value, role: role as Role })} />
    </div>
  )
}

/** Enters somebody whom the bank's data does not name. */
export const AddPerson = ({ onDone, onClose }: { onDone: (staffId: number) => void; onClose: () => void }) => {
  const { say } = useWords()
  const { ownInstitution } = useOrganisationChoices()
  const [name, setName] = useState('')
  const [post, setPost] = useState({ institutionId: String(ownInstitution), role: 'teller' as Role })
  const [fromOn, setFromOn] = useState(today())
  return (
    <ChangeSheet
      title={say('people.add')}
      about={say('people.addAbout')}
      act={() => api.people.add({ name, institutionId: Number(post.institutionId), role: post.role, fromOn })}
      onDone={({ staffId }) => onDone(staffId)}
      onClose={onClose}
    >
      <TextField label={say('people.name')} value={name} onChange={setName} />
      <PostFields value={post} onChange={setPost} />
      <Day label={say('people.fromOn')} value={fromOn} min={today()} onChange={setFromOn} />
    </ChangeSheet>
  )
}

interface OfPerson {
  person: PersonFile
  onClose: () => void
}

export const AddPost = ({ person, onClose }: OfPerson) => {
  const { say } = useWords()
  const { ownInstitution } = useOrganisationChoices()
  const [post, setPost] = useState({ institutionId: String(ownInstitution), role: 'lobby_manager' as Role })
  const [fromOn, setFromOn] = useState(today())
  const [lastOn, setLastOn] = useState('')
  const wanted = { staffId: person.staffId, institutionId: Number(post.institutionId), role: post.role, fromOn }
  return (
    <ChangeSheet
      title={`${say('people.addPost')} · ${person.name}`}
      act={() => api.people.addPost({ ...wanted, ...(lastOn === '' ? {} : { lastOn }) })}
      onDone={onClose}
      onClose={onClose}
    >
      <PostFields value={post} onChange={setPost} />
      <div className="sheet-pair">
        <Day label={say('people.fromOn')} value={fromOn} min={today()} onChange={setFromOn} />
        <Day label={say('people.lastOnOptional')} value={lastOn} min={fromOn} optional onChange={setLastOn} />
      </div>
    </ChangeSheet>
  )
}

interface OfPost extends OfPerson {
  post: PersonRow['posts'][number]
}

/** Said on purpose: customers stay behind whom nobody has taken over. */
const WithCustomers = ({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) => {
  const { say } = useWords()
  return (
    <>
      <label className="sheet-check">
        <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
        {say('people.withCustomers')}
      </label>
      <Link to="/handovers" className="small">
        {say('people.toHandovers')}
      </Link>
    </>
  )
}

export const EndPost = ({ person, post, onClose }: OfPost) => {
  const { say, word } = useWords()
  const { nameOf } = useOrganisationChoices()
  const [lastOn, setLastOn] = useState('')
  const [withCustomers, setWithCustomers] = useState(false)
  return (
    <ChangeSheet
      title={`${say('people.endPostTitle')} · ${person.name}`}
      about={`${word('role', post.role)} · ${nameOf(post.institutionId)}`}
      act={() => api.people.endPost({ postId: post.id, withCustomers, ...(lastOn === '' ? {} : { lastOn }) })}
      onDone={onClose}
      onClose={onClose}
    >
      <Day label={`${say('people.lastOn')}（${say('people.endNow')}）`} value={lastOn} min={today()} optional onChange={setLastOn} />
      {post.role === 'relationship_manager' ? <WithCustomers checked={withCustomers} onChange={setWithCustomers} /> : null}
    </ChangeSheet>
  )
}

export const Transfer = ({ person, post, onClose }: OfPost) => {
  const { say, word } = useWords()
  const { nameOf } = useOrganisationChoices()
  const [wanted, setWanted] = useState({ institutionId: String(post.institutionId), role: post.role })
  const [fromOn, setFromOn] = useState(today())
  const [withCustomers, setWithCustomers] = useState(false)
  return (
    <ChangeSheet
      title={`${say('people.transfer')} · ${person.name}`}
      about={`${word('role', post.role)} · ${nameOf(post.institutionId)}`}
      act={() =>
        api.people.transfer({ postId: post.id, institutionId: Number(wanted.institutionId), role: wanted.role, fromOn, withCustomers })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <PostFields value={wanted} onChange={setWanted} />
      <Day label={say('people.fromOn')} value={fromOn} min={today()} onChange={setFromOn} />
      {post.role === 'relationship_manager' ? <WithCustomers checked={withCustomers} onChange={setWithCustomers} /> : null}
    </ChangeSheet>
  )
}

export const Leave = ({ person, onDone, onClose }: OfPerson & { onDone: (customers: number) => void }) => {
  const { say } = useWords()
  const [leftOn, setLeftOn] = useState(today())
  const [withCustomers, setWithCustomers] = useState(false)
  return (
    <ChangeSheet
      title={`${say('people.leave')} · ${person.name}`}
      about={say('people.leaveAbout')}
      act={() => api.people.leave({ staffId: person.staffId, leftOn, withCustomers })}
      onDone={({ customers }) => onDone(customers)}
      onClose={onClose}
    >
      <Day label={say('people.firstDayAway')} value={leftOn} onChange={setLeftOn} />
      {person.customers ? <WithCustomers checked={withCustomers} onChange={setWithCustomers} /> : null}
    </ChangeSheet>
  )
}
