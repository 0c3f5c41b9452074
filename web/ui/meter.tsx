import type { ReactNode } from 'react'
import './meter.css'

export interface Mark {
  at: number
  text: string
}

interface MeterProps {
  /** value, marks and full scale in the same unit */
  value: number
  full: number
  marks?: readonly Mark[]
  tone?: 'accent' | 'warning'
  label: string
}

const place = (value: number, full: number): string => `${Math.min(100, Math.max(0, full === 0 ? 0 : (value / full) * 100))}%`

/** A bar on a scale with marks to compare with. */
export const Meter = ({ value, full, marks = [], tone = 'accent', label }: MeterProps) => (
  <div>
    <div className={`meter meter-${tone}`} role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={full}>
      <span className="meter-fill" style={{ width: place(value, full) }} />
      {marks.map((mark) => (
        <span key={mark.at} className="meter-mark" style={{ left: place(mark.at, full) }} />
      ))}
    </div>
    {marks.some((mark) => mark.text !== '') ? (
      <div className="meter-labels" aria-hidden="true">
        {marks.map((mark) => (
          <span key={mark.at} className={mark.at > full * 0.95 ? 'at-end' : ''} style={{ left: place(mark.at, full) }}>
            {mark.text}
          </span>
        ))}
      </div>
    ) : null}
  </div>
)

export interface Band {
  key: string
  label: string
  size: number
  value: ReactNode
}

/** Parts of a whole, side by side, from good to bad, with their numbers below. */
export const Bands = ({ bands, label }: { bands: readonly Band[]; label: string }) => (
  <div role="group" aria-label={label}>
    <div className="bands" aria-hidden="true">
      {bands.map((band, index) =>
        band.size > 0 ? <span key={band.key} className={`band-${index + 1}`} style={{ flexGrow: band.size, flexBasis: 0 }} /> : null,
      )}
    </div>
    <div className="bands-legend">
      {bands.map((band, index) => (
        <span key={band.key}>
          <small>
            <i className={`band-${index + 1}`} />
            {band.label}
          </small>
          {band.value}
        </span>
      ))}
    </div>
  </div>
)
