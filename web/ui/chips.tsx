import './sheet.css'

interface Chip<T extends string> {
  value: T
  text: string
}

interface ChipsProps<T extends string> {
  label: string
  options: readonly Chip<T>[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  /** one at most: pressing the chosen one again lets it go */
  single?: boolean
}

/** Words to press, several or one of them, big enough for a thumb. */
export const Chips = <T extends string>({ label, options, chosen, onChange, single = false }: ChipsProps<T>) => {
  const press = (value: T): void => {
    const without = chosen.filter((one) => one !== value)
    onChange(without.length < chosen.length ? without : single ? [value] : [...chosen, value])
  }
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map(({ value, text }) => (
        <button key={value} type="button" aria-pressed={chosen.includes(value)} onClick={() => press(value)}>
          {text}
        </button>
      ))}
    </div>
  )
}

/** Chips as a field of a sheet, under their name. */
export const ChipsField = <T extends string>(props: ChipsProps<T>) => (
  <div className="sheet-field">
    <span>{props.label}</span>
    <Chips {...props} />
  </div>
)
