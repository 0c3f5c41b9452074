import type { ReactNode } from 'react'

/** A labelled field of a form in a sheet. */
export const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="sheet-field">
    <span>{label}</span>
    {children}
  </label>
)

interface PickProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  empty?: string
  onChange: (value: string) => void
}

/** One of many by the device's own chooser, which works inside a dialog and on every phone. */
export const Pick = ({ label, value, options, empty, onChange }: PickProps) => (
  <Field label={label}>
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} required={empty === undefined}>
      {empty === undefined ? null : <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </Field>
)

interface DayProps {
  label: string
  value: string
  min?: string
  optional?: boolean
  onChange: (value: string) => void
}

/** A business date. */
export const Day = ({ label, value, min, optional = false, onChange }: DayProps) => (
  <Field label={label}>
    <input type="date" aria-label={label} value={value} min={min} required={!optional} onChange={(event) => onChange(event.target.value)} />
  </Field>
)

export const TextField = ({
  label,
  value,
  optional = false,
  onChange,
}: {
  label: string
  value: string
  optional?: boolean
  onChange: (value: string) => void
}) => (
  <Field label={label}>
    <input
      type="text"
      aria-label={label}
      value={value}
      maxLength={40}
      required={!optional}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  </Field>
)
