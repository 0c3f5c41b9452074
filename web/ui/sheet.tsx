import { useEffect, useRef, type ReactNode } from 'react'
import './sheet.css'

interface SheetProps {
  title: string
  closeText: string
  onClose: () => void
  children: ReactNode
}

/** A dialog over the page; on a phone it rises from the lower edge, where the thumb is. Escape and a press beside it close it. */
export const Sheet = ({ title, closeText, onClose, children }: SheetProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      role="dialog"
      aria-label={title}
      onClose={(event) => event.target === dialog.current && onClose()}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="sheet-inside">
        <header>
          <h2>{title}</h2>
          <button type="button" className="sheet-close" onClick={() => dialog.current?.close()}>
            {closeText}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
