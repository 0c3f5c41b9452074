import { Button } from 'antd'
import type { ReactNode } from 'react'
import './states.css'

export const Skeleton = ({ width = '100%', height = 14 }: { width?: number | string; height?: number | string }) => (
  <span className="skeleton" style={{ width, height }} aria-hidden="true" />
)

/** The shape of a page before its data: a headline and blocks of the given heights. */
export const PageSkeleton = ({ label, blocks = [64, 260, 220] }: { label: string; blocks?: number[] }) => (
  <div className="skeleton-page" role="status" aria-label={label}>
    <Skeleton width={180} height={24} />
    {blocks.map((height) => (
      <Skeleton key={height} height={height} />
    ))}
  </div>
)

/** Nothing here, and what to do about it. */
export const Empty = ({ title, about, action, compact }: { title: string; about?: string; action?: ReactNode; compact?: boolean }) => (
  <div className={compact ? 'state state-compact' : 'state'}>
    <h2>{title}</h2>
    {about ? <p>{about}</p> : null}
    {action}
  </div>
)

interface FailureProps {
  title: string
  text: string
  /** asking again would change nothing: no retry is offered */
  final?: boolean
  retryText: string
  onRetry?: (() => void) | undefined
  compact?: boolean
}

/** What went wrong, in the server's own words, and a way to try again where that may help. */
export const Failure = ({ title, text, final, retryText, onRetry, compact }: FailureProps) => (
  <div className={compact ? 'state state-compact' : 'state'} role="alert">
    <h2>{title}</h2>
    <p>{text}</p>
    {onRetry && !final ? <Button onClick={onRetry}>{retryText}</Button> : null}
  </div>
)
