import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { instant } from '../../../ui/format/date.ts'
import { Panel } from '../../../ui/panel.tsx'
import { usePasswordWords } from '../password-words.ts'
import { useAccountChanged, type AccountState } from './account-parts.ts'

const empty = { password: '', newPassword: '', again: '' }

/** The own password is changed against the one in use; all other devices are signed out by it. */
export const PasswordPanel = ({ state }: { state: AccountState }) => {
  const { say, language } = useWords()
  const wording = usePasswordWords(state.passwordRules)
  const changed = useAccountChanged()
  const [typed, setTyped] = useState(empty)
  const [missing, setMissing] = useState<string>()
  const change = useMutation({
    mutationFn: ({ password, newPassword }: { password: string; newPassword: string }) =>
      api.signOn.changePassword({ password, newPassword }),
    gcTime: 0,
    onSuccess: () => {
      setTyped(empty)
      changed()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found =
      typed.password === ''
        ? say('signIn.missingPassword')
        : typed.newPassword === ''
          ? say('door.missing')
          : typed.newPassword === typed.again
            ? undefined
            : say('door.differs')
    setMissing(found)
    if (found === undefined) change.mutate(typed)
  }
  const wrong = missing ?? (change.isError ? wording.problem(change.error) : undefined)
  const field = (name: keyof typeof empty, label: string, autoComplete: string) => (
    <label>
      {label}
      <Input.Password
        value={typed[name]}
        maxLength={200}
        autoComplete={autoComplete}
        aria-label={label}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </label>
  )
  return (
    <Panel title={say('account.password')} extra={say('account.changedAt', { at: instant(state.passwordChangedAt, language) })}>
      <form className="account-form" onSubmit={submit} noValidate>
        {field('password', say('account.current'), 'current-password')}
        {field('newPassword', say('door.newPassword'), 'new-password')}
        {field('again', say('door.newAgain'), 'new-password')}
        <p className="muted small">{wording.rules}</p>
        {wrong === undefined ? null : (
          <p className="warning-text small" role="alert">
            {wrong}
          </p>
        )}
        {change.isSuccess && missing === undefined ? <p role="status">{say('account.changed')}</p> : null}
        <span>
          <Button htmlType="submit" type="primary" loading={change.isPending}>
            {say('account.change')}
          </Button>
        </span>
      </form>
    </Panel>
  )
}
