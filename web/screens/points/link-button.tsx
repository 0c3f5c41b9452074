import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { LinkSheet } from './link-sheet.tsx'
import { givesLinks } from './views.ts'

/** Opens the sheet of links to a customer's own page, for whoever may give one. */
export const LinkButton = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const { role } = useMe()
  const [open, setOpen] = useState(false)
  if (!givesLinks(role)) return null
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        {say('gifts.link')}
      </button>
      {open ? <LinkSheet customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
