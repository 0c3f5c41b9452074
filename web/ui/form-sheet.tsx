import type { FormEvent, ReactNode } from 'react'
import { Sheet } from './sheet.tsx'

interface FormSheetProps {
  title: string
  closeText: string
  doneText: string
  /** under way: not to be sent again */
  pending: boolean
  /** what is missing or went wrong */
  problem: string | undefined
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A sheet with a form: its fields, what is wrong, and one button to send it. */
export const FormSheet = ({ title, closeText, doneText, pending, problem, onSubmit, onClose, children }: FormSheetProps) => {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Sheet title={title} closeText={closeText} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        {children}
        {problem ? (
          <p className="warning-text" role="alert">
            {problem}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={pending}>
          {doneText}
        </button>
      </form>
    </Sheet>
  )
}
