import './segments.css'

interface SegmentsProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; text: string }[]
  onChange: (value: T) => void
}

/** A choice among a few, all in sight. */
export const Segments = <T extends string>({ label, value, options, onChange }: SegmentsProps<T>) => (
  <div className="segments" role="group" aria-label={label}>
    {options.map((option) => (
      <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
        {option.text}
      </button>
    ))}
  </div>
)
