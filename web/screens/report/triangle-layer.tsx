import type { ReactNode } from 'react'

/** One layer of the inverted triangle: its name on its part of the picture, its numbers beside it. */
export const Layer = ({ place, name, children }: { place: 1 | 2 | 3 | 4; name: string; children: ReactNode }) => (
  <li className={`triangle-layer triangle-${place}`}>
    <h3>
      <span>{name}</span>
    </h3>
    <dl>{children}</dl>
  </li>
)

interface LayerNumberProps {
  label: string
  note?: ReactNode
  warns?: boolean
  /** undefined = not read yet */
  children: ReactNode
}

export const LayerNumber = ({ label, note, warns = false, children }: LayerNumberProps) => (
  <div>
    <dt>{label}</dt>
    <dd className={warns ? 'triangle-warns' : ''}>{children ?? '…'}</dd>
    <dd className="triangle-note">{note}</dd>
  </div>
)
