import './interval-bar.css'

interface IntervalBarProps {
  /** all in one unit; the scale reaches as far to the left as to the right of nothing */
  value: number
  low: number
  high: number
  /** the picture in words */
  label: string
}

/** A difference with its interval, left and right of nothing: where the bar crosses the line, nothing is as likely. */
export const IntervalBar = ({ value, low, high, label }: IntervalBarProps) => {
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.08 || 1
  const at = (amount: number) => `${50 + (amount / reach) * 50}%`
  const clear = low > 0 || high < 0
  return (
    <div className={`interval ${clear ? 'interval-clear' : ''}`} role="img" aria-label={label}>
      <span className="interval-bar" style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <span className="interval-nothing" />
      <span className="interval-value" style={{ left: at(value) }} />
    </div>
  )
}
