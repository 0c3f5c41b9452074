import { useState, type InputHTMLAttributes, type Ref } from 'react'
import { useWords } from '../../i18n/index.ts'

interface DoorFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> {
  id: string
  label: string
  value: string
  problem?: string | undefined
  field?: Ref<HTMLInputElement>
  onText: (text: string) => void
}

/** One field at the door with its label and what is wrong with it; a password can be shown. */
export const DoorField = ({ id, label, value, problem, field, onText, type = 'text', ...rest }: DoorFieldProps) => {
  const { say } = useWords()
  const [revealed, setRevealed] = useState(false)
  const secret = type === 'password'
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{label}</label>
      <span className="field">
        <input
          {...rest}
          id={id}
          name={id}
          ref={field ?? null}
          value={value}
          type={secret && revealed ? 'text' : type}
          onChange={(event) => onText(event.target.value)}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          aria-invalid={problem !== undefined || rest['aria-invalid']}
        />
        {secret ? (
          <button type="button" className="reveal" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
            {say(revealed ? 'signIn.hide' : 'signIn.show')}
          </button>
        ) : null}
      </span>
      {problem === undefined ? null : (
        <span id={`${id}-problem`} className="field-error">
          {problem}
        </span>
      )}
    </div>
  )
}
