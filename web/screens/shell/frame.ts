import type { ReactNode, RefObject } from 'react'
import type { Me } from '../../../server/modules/organisation/contract.ts'

/** What both frames, the wide and the narrow, are given. */
export interface FrameProps {
  me: Me
  search: RefObject<HTMLInputElement | null>
  searching: boolean
  setSearching: (searching: boolean) => void
  onKeys: () => void
  children: ReactNode
}
