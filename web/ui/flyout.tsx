import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useDismiss } from './overlay.ts'
import './flyout.css'

interface FlyoutProps {
  /** what the button shows; `label` is what a screen reader says */
  button: ReactNode
  label: string
  title?: string
  className?: string
  align?: 'start' | 'end'
  children: (close: () => void) => ReactNode
}

/** A button with a panel that hangs from it; on a phone the panel rises from the lower edge, where the thumb is. */
export const Flyout = ({ button, label, title, className, align = 'start', children }: FlyoutProps) => {
  const [open, setOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = () => setOpen(false)
  useEffect(() => {
    if (!open) return
    const button = opener.current
    return () => button?.focus()
  }, [open])
  useDismiss(open, frame, close)
  return (
    <div className={`flyout flyout-${align} ${className ?? ''}`} ref={frame}>
      <button
        ref={opener}
        type="button"
        className="flyout-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <div className="flyout-panel" id={id} role="dialog" aria-label={label}>
          {children(close)}
        </div>
      ) : null}
    </div>
  )
}
