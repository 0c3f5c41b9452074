import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'

/** Writes a customer's e-mail address down. */
export const EmailField = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const record = useMutation({
    mutationFn: () => api.message.recordAddress({ customerId, email: email.trim(), saidBy: 'customer' }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.message.means.key() }),
  })
  return (
    <div className="email-field">
      <input
        type="text"
        inputMode="email"
        autoComplete="off"
        aria-label={say('messages.compose.email')}
        placeholder={say('messages.compose.email')}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <button type="button" className="soft-button" disabled={!email.includes('@') || record.isPending} onClick={() => record.mutate()}>
        {say('messages.compose.recordEmail')}
      </button>
      {record.error ? (
        <p className="warning-text small" role="alert">
          {describe(record.error).text}
        </p>
      ) : null}
    </div>
  )
}
