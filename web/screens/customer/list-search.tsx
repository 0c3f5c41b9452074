import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'

const pauseMilliseconds = 220

/** Narrows the list by name, pinyin, initials, phone tail or number, once typing pauses. */
export const ListSearch = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const { say } = useWords()
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  if (value !== known) {
    // the address changed by itself (back, a saved view): it wins over what stood here
    setKnown(value)
    if (value !== text.trim()) setText(value)
  }
  const type = (typed: string) => {
    setText(typed)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(typed.trim()), pauseMilliseconds)
  }
  return (
    <label className="list-search">
      <Icon name="search" size={15} />
      <input
        type="search"
        value={text}
        maxLength={40}
        spellCheck={false}
        autoComplete="off"
        aria-label={say('customers.search')}
        placeholder={say('customers.search')}
        onChange={(event) => type(event.target.value)}
      />
    </label>
  )
}
