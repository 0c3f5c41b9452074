import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useWords } from '../../i18n/index.ts'
import { DoorField } from './door-field.tsx'

interface DoorPasswordProps {
  refused: string | undefined
  note: string | undefined
  pending: boolean
  /** the login typed before, when the door was left for a later step and come back to */
  login: string
  onGiven: (login: string, password: string) => void
  children?: ReactNode
}

/** The first step at the door: who, and the password. */
export const DoorPassword = ({ refused, note, pending, login: before, onGiven, children }: DoorPasswordProps) => {
  const { say } = useWords()
  const [login, setLogin] = useState(before)
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<'login' | 'password' | undefined>()
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = login.trim() === '' ? 'login' : password === '' ? 'password' : undefined
    setMissing(empty)
    if (empty === 'login') loginField.current?.focus()
    else if (empty === 'password') passwordField.current?.focus()
    else {
      onGiven(login.trim(), password)
      setPassword('')
      passwordField.current?.focus()
    }
  }
  return (
    <form onSubmit={submit} noValidate>
      <h1>{say('signIn.title')}</h1>
      {note !== undefined && refused === undefined ? <p className="sign-in-note">{note}</p> : null}
      <DoorField
        id="login"
        label={say('signIn.login')}
        value={login}
        onText={setLogin}
        field={loginField}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={before === ''}
        problem={missing === 'login' ? say('signIn.missingLogin') : undefined}
      />
      <DoorField
        id="password"
        label={say('signIn.password')}
        value={password}
        onText={setPassword}
        field={passwordField}
        type="password"
        autoComplete="current-password"
        autoFocus={before !== ''}
        aria-invalid={refused !== undefined}
        problem={missing === 'password' ? say('signIn.missingPassword') : undefined}
      />
      {refused === undefined ? null : (
        <p className="sign-in-error" role="alert">
          {refused}
        </p>
      )}
      <button className="submit" type="submit" disabled={pending}>
        {say('signIn.submit')}
      </button>
      {children}
    </form>
  )
}
