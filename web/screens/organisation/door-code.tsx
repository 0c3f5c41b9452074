import { useRef, useState, type FormEvent } from 'react'
import type { Enrolment } from '../../../server/modules/organisation/sign-on/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { DoorField } from './door-field.tsx'
import { EnrolmentPicture } from './enrolment-picture.tsx'

interface DoorCodeProps {
  /** with it an authenticator is set up first */
  enrolment: Enrolment | undefined
  refused: string | undefined
  pending: boolean
  onGiven: (code: string) => void
  onBack: () => void
}

/** The code of the second factor; whoever must have one and has none sets it up here. */
export const DoorCode = ({ enrolment, refused, pending, onGiven, onBack }: DoorCodeProps) => {
  const { say } = useWords()
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(code.trim() === '')
    if (code.trim() !== '') onGiven(code.trim())
    setCode('')
    field.current?.focus()
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1>{say(enrolment ? 'door.enrolTitle' : 'door.codeTitle')}</h1>
      <p className="muted">{say(enrolment ? 'door.enrolWhy' : 'door.codeWhy')}</p>
      {enrolment ? <EnrolmentPicture enrolment={enrolment} /> : null}
      <DoorField
        id="code"
        label={say(enrolment ? 'door.codeTitle' : 'door.code')}
        value={code}
        onText={setCode}
        field={field}
        autoComplete="one-time-code"
        inputMode={enrolment ? 'numeric' : 'text'}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        aria-invalid={refused !== undefined}
        problem={missing ? say('door.codeMissing') : undefined}
      />
      {refused === undefined ? null : (
        <p className="sign-in-error" role="alert">
          {refused}
        </p>
      )}
      <button className="submit" type="submit" disabled={pending}>
        {say(enrolment ? 'door.confirm' : 'door.enter')}
      </button>
      <button type="button" className="text-button quiet" onClick={onBack}>
        {say('door.startAgain')}
      </button>
    </form>
  )
}
