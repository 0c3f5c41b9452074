import { useId } from 'react'
import { useWords } from '../../i18n/index.ts'

interface SourceFieldProps {
  sources: readonly string[]
  source: string
  onSource: (source: string) => void
}

/** How the customer said it. */
export const SourceField = ({ sources, source, onSource }: SourceFieldProps) => {
  const { say, word } = useWords()
  const id = useId()
  return (
    <div className="sheet-field">
      <label htmlFor={id}>{say('permission.source')}</label>
      <select id={id} value={source} onChange={(event) => onSource(event.target.value)}>
        {sources.map((code) => (
          <option key={code} value={code}>
            {word('choice_source', code)}
          </option>
        ))}
      </select>
    </div>
  )
}

interface TextFieldProps {
  label: string
  value: string
  type?: 'text' | 'date'
  longest?: number
  onChange: (value: string) => void
}

/** A labelled line of text or a date. */
export const TextField = ({ label, value, type = 'text', longest = 200, onChange }: TextFieldProps) => {
  const id = useId()
  return (
    <div className="sheet-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={type === 'text' ? longest : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
