import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { useDismiss } from '../../ui/overlay.ts'
import { Icon } from '../../ui/icons.tsx'
import { usePaused } from '../../ui/paused.ts'
import { SuggestionList } from './suggestion-list.tsx'
import './customer-search.css'

/** Finds a customer by name, pinyin, initials, phone tail or number; Enter opens the one marked, or the list when none is. */
export const CustomerSearch = ({ input, onDone }: { input: RefObject<HTMLInputElement | null>; onDone?: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const listId = useId()
  const frame = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [marked, setMarked] = useState(0)
  const wanted = usePaused(text.trim(), 140)
  const suggestions = useQuery({
    ...queries.customer.suggest.queryOptions({ input: { search: wanted } }),
    enabled: wanted !== '',
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  const current = wanted === text.trim()
  const rows = wanted === '' ? [] : (suggestions.data?.rows ?? [])
  useDismiss(open, frame, () => {
    setOpen(false)
    input.current?.blur()
  })

  const leave = () => {
    setOpen(false)
    setText('')
    input.current?.blur()
    onDone?.()
  }
  const openCustomer = (customerId: string) => {
    leave()
    void navigate({ to: '/customers/$customerId', params: { customerId } })
  }
  const openList = () => {
    leave()
    void navigate({ to: '/customers', search: { q: text.trim() } })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, rows.length - 1))
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0))
    else if (event.key === 'Enter' && text.trim() !== '') {
      const chosen = current && !suggestions.isPlaceholderData ? rows[marked] : undefined
      if (chosen) openCustomer(chosen.customerId)
      else openList()
    } else return
    event.preventDefault()
  }

  return (
    <div className="customer-search" ref={frame}>
      <Icon name="search" size={16} />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label={say('search.label')}
        aria-expanded={open && text.trim() !== ''}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && rows[marked] ? `${listId}-${marked}` : undefined}
        placeholder={say('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={40}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value)
          setMarked(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      {open && text.trim() !== '' ? (
        <SuggestionList
          id={listId}
          rows={rows}
          marked={marked}
          problem={suggestions.isError ? describe(suggestions.error).text : undefined}
          settled={current && suggestions.isSuccess && !suggestions.isPlaceholderData}
          allText={say('search.all', { text: text.trim() })}
          onOpen={openCustomer}
          onAll={openList}
        />
      ) : null}
    </div>
  )
}
