import type { ReactNode } from 'react'
import './panel.css'

interface PanelProps {
  title: string
  about?: string
  extra?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled area of a screen; the title names the region for a screen reader. */
export const Panel = ({ title, about, extra, className, children }: PanelProps) => (
  <section className={`panel ${className ?? ''}`} aria-label={title}>
    <div className="panel-head">
      <h2>{title}</h2>
      {about ? (
        <span className="panel-about" title={about}>
          {about}
        </span>
      ) : null}
      {extra ? <span className="panel-extra">{extra}</span> : null}
    </div>
    <div className="panel-body">{children}</div>
  </section>
)

export interface Fact {
  label: ReactNode
  value: ReactNode
  note?: ReactNode
}

/** Name and value, line under line. */
export const Facts = ({ facts }: { facts: (Fact & { key: string })[] }) => (
  <dl className="facts">
    {facts.map((fact) => (
      <div key={fact.key}>
        <dt>
          {fact.label}
          {fact.note ? <span className="fact-note muted small">{fact.note}</span> : null}
        </dt>
        <dd>{fact.value}</dd>
      </div>
    ))}
  </dl>
)

export const Tag = ({ tone, title, children }: { tone?: 'accent' | 'warning'; title?: string; children: ReactNode }) => (
  <span className={`tag ${tone ? `tag-${tone}` : ''}`} title={title}>
    {children}
  </span>
)
