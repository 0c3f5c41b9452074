import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A number that opens the warned customers of an institution it counts. */
export const WarningsLink = ({ institutionId, state, children }: { institutionId: number; state?: 'overdue'; children: ReactNode }) => (
  <Link to="/warnings" search={{ institution: String(institutionId), ...(state ? { state } : {}) }} className="number-link">
    {children}
  </Link>
)
