import { useState, type FormEvent } from 'react'
import { useWords } from '../../i18n/index.ts'
import { DoorField } from './door-field.tsx'

interface DoorNewPasswordProps {
  rules: string
  refused: string | undefined
  pending: boolean
  onGiven: (newPassword: string) => void
  onBack: () => void
}

/** A password that was given by somebody else is replaced before anything else. */
export const DoorNewPassword = ({ rules, refused, pending, onGiven, onBack }: DoorNewPasswordProps) => {
  const { say } = useWords()
  const [chosen, setChosen] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<'missing' | 'differs' | undefined>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = chosen === '' ? 'missing' : chosen === again ? undefined : 'differs'
    setProblem(found)
    if (found === undefined) onGiven(chosen)
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1>{say('door.newTitle')}</h1>
      <p className="muted">{say('door.newWhy')}</p>
      <DoorField
        id="new-password"
        label={say('door.newPassword')}
        value={chosen}
        onText={setChosen}
        type="password"
        autoComplete="new-password"
        autoFocus
        problem={problem === 'missing' ? say('door.missing') : undefined}
      />
      <p className="muted small">{rules}</p>
      <DoorField
        id="new-password-again"
        label={say('door.newAgain')}
        value={again}
        onText={setAgain}
        type="password"
        autoComplete="new-password"
        problem={problem === 'differs' ? say('door.differs') : undefined}
      />
      {refused === undefined ? null : (
        <p className="sign-in-error" role="alert">
          {refused}
        </p>
      )}
      <button className="submit" type="submit" disabled={pending}>
        {say('door.setAndEnter')}
      </button>
      <button type="button" className="text-button quiet" onClick={onBack}>
        {say('door.startAgain')}
      </button>
    </form>
  )
}
