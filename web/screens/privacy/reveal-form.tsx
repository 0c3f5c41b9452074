import { Button, Input } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import type { RevealPurpose } from '../../../server/modules/privacy/contract.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'

export interface RevealReason {
  purpose: RevealPurpose
  purposeText: string
}

const purposes: readonly RevealPurpose[] = [
  'contact_customer',
  'verify_identity',
  'repair_contact',
  'handle_complaint',
  'compliance_check',
  'other',
]
const fewestCharacters = 4

interface RevealFormProps {
  failure: Error | null
  pending: boolean
  onAsk: (reason: RevealReason) => void
}

/** What a clear value is needed for. "Other" needs words. */
export const RevealForm = ({ failure, pending, onAsk }: RevealFormProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const name = useId()
  const [purpose, setPurpose] = useState<RevealPurpose>('contact_customer')
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = purpose === 'other' && text.trim().length < fewestCharacters
    setMissing(lacking)
    if (!lacking) onAsk({ purpose, purposeText: text.trim() })
  }
  return (
    <form className="reveal-form" onSubmit={submit}>
      <fieldset>
        <legend>{say('reveal.purpose')}</legend>
        {purposes.map((code) => (
          <label key={code}>
            <input type="radio" name={name} value={code} checked={purpose === code} onChange={() => setPurpose(code)} />
            {word('reveal_purpose', code)}
          </label>
        ))}
      </fieldset>
      <Input
        value={text}
        maxLength={200}
        aria-label={say('reveal.text')}
        placeholder={say('reveal.text')}
        status={missing ? 'error' : ''}
        onChange={(event) => setText(event.target.value)}
      />
      {missing ? (
        <p className="warning-text small" role="alert">
          {say('reveal.textNeeded')}
        </p>
      ) : null}
      {failure ? (
        <p className="warning-text small" role="alert">
          {describe(failure).text}
        </p>
      ) : null}
      <p className="muted small">{say('reveal.recorded')}</p>
      <Button htmlType="submit" type="primary" loading={pending}>
        {say('reveal.show')}
      </Button>
    </form>
  )
}
