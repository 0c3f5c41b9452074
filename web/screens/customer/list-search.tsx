import { useEffect, useEffectEvent, useState } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'

const pauseMilliseconds = 220

/** Narrows the list by name, pinyin, initials, phone tail or number, once typing pauses. */
export const ListSearch = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const { say } = useWords()
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    // the address changed by itself (back, a saved view): it wins over what stood here
    setKnown(value)
    if (value !== text.trim()) setText(value)
  }
  const tell = useEffectEvent(() => {
    if (text.trim() !== value) onChange(text.trim())
  })
  useEffect(() => {
    const timer = setTimeout(tell, pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label className="list-search">
      <Icon name="search" size={15} />
      <input type="search" value={text} maxLength={40} spellCheck={false} autoComplete="off" aria-label={say('customers.search')} placeholder={say('customers.search')}
        onChange={(event) => setText(event.target.value)} />
    </label>
  )
}
